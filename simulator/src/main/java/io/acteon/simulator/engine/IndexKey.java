package io.acteon.simulator.engine;

/**
 * An index entry's place: its index key, then the key of the item it stands for (index keys may
 * repeat).
 */
record IndexKey(ItemKey entry, ItemKey base) implements Comparable<IndexKey> {
  @Override
  public int compareTo(IndexKey other) {
    int side = entry.compareTo(other.entry);
    return side != 0 ? side : base.compareTo(other.base);
  }
}
