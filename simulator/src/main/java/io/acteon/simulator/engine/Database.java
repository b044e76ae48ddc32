package io.acteon.simulator.engine;

import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.Rejection;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything the engine knows at one moment. Immutable; changes share structure, so keeping many
 * states is cheap.
 *
 * @param tableDelay how long creating or deleting a table takes
 * @param laggingIndexes whether writes leave index changes pending instead of showing them at once
 */
record Database(
    Instant now,
    Duration tableDelay,
    boolean laggingIndexes,
    SortedTree<String, Table> tables,
    Pending pending,
    long sequence,
    Tokens tokens) {

  static Database empty(Instant now, Duration tableDelay, boolean laggingIndexes) {
    return new Database(
        now, tableDelay, laggingIndexes, SortedTree.empty(), Pending.none(), 0, Tokens.empty());
  }

  Database at(Instant instant) {
    return instant.isAfter(now)
        ? new Database(
            instant, tableDelay, laggingIndexes, tables, pending, sequence, tokens.forget(instant))
        : this;
  }

  /** A table in any state, or null; one whose deletion is complete is not there. */
  @Nullable Table find(String name) {
    Table table = tables.get(name);
    if (table == null) {
      return null;
    }
    Instant deletedAt = table.info().deletedAt();
    return deletedAt != null && !deletedAt.isAfter(now) ? null : table;
  }

  /** A table that can be read and written. */
  Table active(String name) {
    Table table = find(name);
    if (table == null || table.info().deletedAt() != null || table.info().activeAt().isAfter(now)) {
      throw Rejection.of("ResourceNotFoundException", "Requested resource not found");
    }
    return table;
  }

  /** A table for management operations. */
  Table described(String name) {
    Table table = find(name);
    if (table == null) {
      throw Rejection.noTable(name);
    }
    return table;
  }

  Database with(Table table) {
    return new Database(
        now,
        tableDelay,
        laggingIndexes,
        tables.put(table.info().name(), table),
        pending,
        sequence,
        tokens);
  }

  Database with(Tokens changed) {
    return new Database(now, tableDelay, laggingIndexes, tables, pending, sequence, changed);
  }

  private Database with(Pending changed, long newSequence) {
    return new Database(now, tableDelay, laggingIndexes, tables, changed, newSequence, tokens);
  }

  Database withLag(boolean lagging) {
    return new Database(now, tableDelay, lagging, tables, pending, sequence, tokens);
  }

  Database without(String table) {
    return new Database(
        now,
        tableDelay,
        laggingIndexes,
        tables.remove(table),
        pending.without(table),
        sequence,
        tokens);
  }

  /** Writes or removes one item and lets the indexes follow, at once or later. */
  Database write(Table table, ItemKey key, @Nullable Item item) {
    Item old = table.get(key);
    Table changed = table.with(key, item);
    Database next = this;
    for (Index index : table.indexes().values()) {
      IndexSchema schema = index.schema();
      boolean concerned =
          (old != null && schema.keyOf(old) != null)
              || (item != null && schema.keyOf(item) != null);
      if (!concerned) {
        continue;
      }
      if (laggingIndexes) {
        IndexChange change =
            new IndexChange(table.info().name(), schema.name(), key, next.sequence + 1);
        next = next.with(next.pending.with(change, item), next.sequence + 1);
      } else {
        changed = changed.with(index.show(key, item, table.keys()));
      }
    }
    return next.with(changed);
  }

  /**
   * Shows one pending change; older ones of the same item are overtaken by it. Unknown changes are
   * none.
   */
  Database propagate(IndexChange change) {
    Pending.State state = pending.state(change);
    Table table = tables.get(change.table());
    if (state == null || table == null) {
      return this;
    }
    Database next = with(pending.withoutUpTo(change), sequence);
    Index index = table.indexes().get(change.index());
    return index == null
        ? next
        : next.with(table.with(index.show(change.key(), state.item(), table.keys())));
  }
}
