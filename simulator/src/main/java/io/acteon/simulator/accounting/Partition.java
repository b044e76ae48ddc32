package io.acteon.simulator.accounting;

import io.acteon.simulator.engine.Charge;
import io.acteon.simulator.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * One partition key of a table or of an index; a null value stands for the table or index as a
 * whole.
 */
record Partition(String table, @Nullable String index, @Nullable Value key) {
  static Partition of(Charge charge) {
    return new Partition(charge.table(), charge.index(), charge.partition());
  }

  Partition whole() {
    return new Partition(table, index, null);
  }

  /** The key as a report shows it. */
  String show() {
    return switch (key) {
      case null -> "";
      case Value.S s -> s.text();
      case Value.N n -> n.number().toPlainString();
      case Value other -> other.toString();
    };
  }
}
