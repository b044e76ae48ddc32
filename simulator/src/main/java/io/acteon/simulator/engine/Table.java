package io.acteon.simulator.engine;

import io.acteon.simulator.value.Item;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table with its items and indexes. Immutable. */
record Table(
    TableInfo info, SortedTree<ItemKey, Item> items, long bytes, Map<String, Index> indexes) {
  Table {
    indexes = Collections.unmodifiableMap(new LinkedHashMap<>(indexes));
  }

  KeySchema keys() {
    return info.keys();
  }

  @Nullable Item get(ItemKey key) {
    return items.get(key);
  }

  /** The table after one item was written or removed; its indexes are as they were. */
  Table with(ItemKey key, @Nullable Item item) {
    Item old = items.get(key);
    long change = (item == null ? 0 : item.size()) - (old == null ? 0L : old.size());
    return new Table(
        info, item == null ? items.remove(key) : items.put(key, item), bytes + change, indexes);
  }

  Table with(Index index) {
    Map<String, Index> changed = new LinkedHashMap<>(indexes);
    changed.put(index.schema().name(), index);
    return new Table(info, items, bytes, changed);
  }

  Table withoutIndex(String name) {
    Map<String, Index> changed = new LinkedHashMap<>(indexes);
    changed.remove(name);
    return new Table(info, items, bytes, changed);
  }

  Table with(TableInfo changed) {
    return new Table(changed, items, bytes, indexes);
  }
}
