package io.acteon.simulator.engine;

import io.acteon.simulator.value.Item;
import org.jspecify.annotations.Nullable;

/** An index as queries see it, which may be older than the table. Immutable. */
record Index(
    IndexSchema schema, SortedTree<IndexKey, Item> entries, SortedTree<ItemKey, IndexKey> places) {
  static Index empty(IndexSchema schema) {
    return new Index(schema, SortedTree.empty(), SortedTree.empty());
  }

  /** Makes the index show this state of one item. */
  Index show(ItemKey base, @Nullable Item item, KeySchema table) {
    IndexKey before = places.get(base);
    ItemKey entry = item == null ? null : schema.keyOf(item);
    SortedTree<IndexKey, Item> changed = before == null ? entries : entries.remove(before);
    if (item == null || entry == null) {
      return new Index(schema, changed, places.remove(base));
    }
    IndexKey place = new IndexKey(entry, base);
    return new Index(
        schema, changed.put(place, schema.project(item, table)), places.put(base, place));
  }
}
