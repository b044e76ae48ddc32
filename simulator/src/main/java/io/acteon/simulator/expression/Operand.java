package io.acteon.simulator.expression;

import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a condition compares: a path, a request's value, or the size of one of them. */
public sealed interface Operand {
  /** An attribute of the item or something inside it. */
  record At(Path path) implements Operand {}

  /** A value of the request, by its {@code :name}. */
  record Given(String name) implements Operand {}

  /** The function {@code size}. */
  record Size(Operand of) implements Operand {}

  /** The value for this item, or null if there is none. */
  default @Nullable Value in(Item item, Map<String, Value> values) {
    return switch (this) {
      case At at -> at.path().in(item);
      case Given given -> values.get(given.name());
      case Size size -> {
        Value value = size.of().in(item, values);
        yield value == null ? null : sizeOf(value);
      }
    };
  }

  private static @Nullable Value sizeOf(Value value) {
    return switch (value) {
      case Value.S s -> Value.N.of(s.text().length());
      case Value.B b -> Value.N.of(b.bytes().length());
      case Value.L list -> Value.N.of(list.values().size());
      case Value.M map -> Value.N.of(map.values().size());
      case Value.SS set -> Value.N.of(set.values().size());
      case Value.NS set -> Value.N.of(set.values().size());
      case Value.BS set -> Value.N.of(set.values().size());
      case Value.N _, Value.Bool _, Value.Null _ -> null;
    };
  }
}
