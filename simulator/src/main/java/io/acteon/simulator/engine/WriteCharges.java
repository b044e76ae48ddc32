package io.acteon.simulator.engine;

import io.acteon.simulator.value.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a write consumes in its table and indexes.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html">writes
 *     to indexes</a>
 */
final class WriteCharges {
  private WriteCharges() {}

  /** {@code factor} is 2 in transactions; it applies to the table only, as AWS documents. */
  static List<Charge> of(Table table, WriteRequest write, WriteRequest.Result result, int factor) {
    List<Charge> charges = new ArrayList<>();
    String name = table.info().name();
    double units = factor * (double) Units.write(result.old(), result.now());
    charges.add(new Charge(name, null, write.key().partition(), true, units));
    boolean writes =
        result.conditionHeld() && !(write.action() instanceof WriteRequest.Action.Check);
    if (writes) {
      for (Index index : table.indexes().values()) {
        addIndex(charges, table, index.schema(), result.old(), result.now());
      }
    }
    return charges;
  }

  private static void addIndex(
      List<Charge> charges,
      Table table,
      IndexSchema schema,
      @Nullable Item old,
      @Nullable Item now) {
    ItemKey before = old == null ? null : schema.keyOf(old);
    ItemKey after = now == null ? null : schema.keyOf(now);
    Item oldEntry = old == null || before == null ? null : schema.project(old, table.keys());
    Item newEntry = now == null || after == null ? null : schema.project(now, table.keys());
    String name = table.info().name();
    if (before != null && oldEntry != null && newEntry != null && before.equals(after)) {
      if (!oldEntry.equals(newEntry)) {
        add(charges, name, schema, before, Units.write(oldEntry, newEntry));
      }
      return;
    }
    if (before != null && oldEntry != null) {
      add(charges, name, schema, before, Units.write(oldEntry, null));
    }
    if (after != null && newEntry != null) {
      add(charges, name, schema, after, Units.write(null, newEntry));
    }
  }

  private static void add(
      List<Charge> charges, String table, IndexSchema schema, ItemKey key, double units) {
    charges.add(new Charge(table, schema.name(), key.partition(), true, units));
  }
}
