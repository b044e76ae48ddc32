package io.acteon.simulator.engine;

import io.acteon.simulator.value.Value;
import io.acteon.simulator.value.ValueOrder;
import org.jspecify.annotations.Nullable;

/**
 * A primary key, or the key of an index entry. Ordered by a hash of the partition key, so that a
 * scan's order tells nothing, then by sort key.
 */
public record ItemKey(Value partition, @Nullable Value sort) implements Comparable<ItemKey> {
  @Override
  public int compareTo(ItemKey other) {
    int side = comparePartition(other.partition);
    if (side != 0 || sort == null || other.sort == null) {
      return side;
    }
    return ValueOrder.compare(sort, other.sort);
  }

  int comparePartition(Value other) {
    int side = Integer.compare(spread(partition), spread(other));
    return side != 0 ? side : ValueOrder.compare(partition, other);
  }

  /** The partition's place in the hash space, from 0 to 2^31 - 1: what parallel scans divide. */
  static int spread(Value partition) {
    int hash = partition.hashCode() * 0x9E3779B9;
    return (hash ^ hash >>> 15) & Integer.MAX_VALUE;
  }
}
