package io.acteon.simulator.engine;

import io.acteon.simulator.expression.KeyCondition;
import io.acteon.simulator.value.Value;
import io.acteon.simulator.value.ValueOrder;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where keys stand to a key condition: before its range (negative), in it (zero), after it
 * (positive).
 */
record KeyRange(Value partition, KeyCondition.@Nullable Sort sort)
    implements ToIntFunction<ItemKey> {
  @Override
  public int applyAsInt(ItemKey key) {
    int side = key.comparePartition(partition);
    Value value = key.sort();
    if (side != 0 || sort == null || value == null) {
      return side;
    }
    int low = ValueOrder.compare(value, sort.value());
    return switch (sort.relation()) {
      case EQ -> low;
      case LT -> low < 0 ? 0 : 1;
      case LE -> low <= 0 ? 0 : 1;
      case GT -> low > 0 ? 0 : -1;
      case GE -> low >= 0 ? 0 : -1;
      case BETWEEN -> low < 0 ? -1 : ValueOrder.compare(value, sort.high()) > 0 ? 1 : 0;
      case BEGINS_WITH -> low < 0 ? -1 : beginsWith(value, sort.value()) ? 0 : 1;
    };
  }

  private static boolean beginsWith(Value value, Value prefix) {
    if (value instanceof Value.S text && prefix instanceof Value.S start) {
      return text.text().startsWith(start.text());
    }
    return value instanceof Value.B bytes
        && prefix instanceof Value.B begin
        && bytes.bytes().startsWith(begin.bytes());
  }
}
