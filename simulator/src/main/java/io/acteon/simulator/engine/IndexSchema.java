package io.acteon.simulator.engine;

import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.Rejection;
import io.acteon.simulator.value.Sizes;
import io.acteon.simulator.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A global secondary index: its key and what it projects. Immutable. */
record IndexSchema(
    String name, KeySchema keys, Projected projected, List<String> nonKeyAttributes) {
  /** Kinds of projection. */
  enum Projected {
    ALL,
    KEYS_ONLY,
    INCLUDE
  }

  IndexSchema {
    nonKeyAttributes = List.copyOf(nonKeyAttributes);
  }

  /**
   * The entry's key, or null if the item has not all of the index's key attributes: then it is not
   * in the index.
   */
  @Nullable ItemKey keyOf(Item item) {
    Value partition = item.get(keys.partition().name());
    Value sort = keys.sort() == null ? null : item.get(keys.sort().name());
    return partition == null || (keys.sort() != null && sort == null)
        ? null
        : new ItemKey(partition, sort);
  }

  Item project(Item item, KeySchema table) {
    if (projected == Projected.ALL) {
      return item;
    }
    return item.only(projectedNames(table));
  }

  /** The attributes it holds, unless it holds all. */
  Set<String> projectedNames(KeySchema table) {
    Set<String> names = new HashSet<>(table.names());
    names.addAll(keys.names());
    names.addAll(nonKeyAttributes);
    return names;
  }

  /** An item whose attribute has the wrong type for an index key cannot be written at all. */
  void check(Item item) {
    check(item, keys.partition(), KeySchema.MAX_PARTITION_KEY);
    if (keys.sort() != null) {
      check(item, keys.sort(), KeySchema.MAX_SORT_KEY);
    }
  }

  private void check(Item item, KeySchema.Attribute key, int limit) {
    Value value = item.get(key.name());
    if (value == null) {
      return;
    }
    if (!value.type().equals(key.type())) {
      throw Rejection.validation(
          "One or more parameter values were invalid: Type mismatch for Index Key %s Expected: %s Actual: %s IndexName: %s"
              .formatted(key.name(), key.type(), value.type(), name));
    }
    if (KeySchema.isEmpty(value)) {
      throw Rejection.validation(
          "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty %s value. IndexName: %s, IndexKey: %s"
              .formatted(value instanceof Value.S ? "string" : "binary", name, key.name()));
    }
    if (Sizes.of(value) > limit) {
      throw Rejection.validation(
          "One or more parameter values were invalid: Size of %s has exceeded the maximum size limit of %d bytes IndexName: %s"
              .formatted(limit == KeySchema.MAX_SORT_KEY ? "rangekey" : "hashkey", limit, name));
    }
  }
}
