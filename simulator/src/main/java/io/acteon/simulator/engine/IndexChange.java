package io.acteon.simulator.engine;

/**
 * A change that an index does not show yet. Ordered so that one item's changes stand together,
 * oldest first.
 */
public record IndexChange(String table, String index, ItemKey key, long sequence)
    implements Comparable<IndexChange> {
  @Override
  public int compareTo(IndexChange other) {
    int side = compareKey(other);
    return side != 0 ? side : Long.compare(sequence, other.sequence);
  }

  int compareKey(IndexChange other) {
    int side = table.compareTo(other.table);
    side = side != 0 ? side : index.compareTo(other.index);
    return side != 0 ? side : key.compareTo(other.key);
  }
}
