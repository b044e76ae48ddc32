package io.acteon.simulator.expression;

import io.acteon.simulator.value.Numbers;
import io.acteon.simulator.value.Value;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The arithmetic of ADD and DELETE: numbers and sets. */
final class Sets {
  private Sets() {}

  static boolean isSet(@Nullable Value value) {
    return value instanceof Value.SS || value instanceof Value.NS || value instanceof Value.BS;
  }

  static Value add(@Nullable Value base, Value more) {
    return switch (base) {
      case null -> more;
      case Value.N a when more instanceof Value.N b -> Numbers.checked(a.number().add(b.number()));
      case Value.SS a when more instanceof Value.SS b ->
          new Value.SS(union(a.values(), b.values()));
      case Value.NS a when more instanceof Value.NS b ->
          new Value.NS(union(a.values(), b.values()));
      case Value.BS a when more instanceof Value.BS b ->
          new Value.BS(union(a.values(), b.values()));
      default -> throw Change.wrongType();
    };
  }

  /** What remains, or null if nothing does: DynamoDB has no empty sets. */
  static @Nullable Value subtract(Value base, Value less) {
    return switch (base) {
      case Value.SS a when less instanceof Value.SS b -> {
        Set<String> left = difference(a.values(), b.values());
        yield left.isEmpty() ? null : new Value.SS(left);
      }
      case Value.NS a when less instanceof Value.NS b -> {
        var left = difference(a.values(), b.values());
        yield left.isEmpty() ? null : new Value.NS(left);
      }
      case Value.BS a when less instanceof Value.BS b -> {
        var left = difference(a.values(), b.values());
        yield left.isEmpty() ? null : new Value.BS(left);
      }
      default -> throw Change.wrongType();
    };
  }

  private static <T> Set<T> union(Set<T> a, Set<T> b) {
    Set<T> all = new LinkedHashSet<>(a);
    all.addAll(b);
    return all;
  }

  private static <T> Set<T> difference(Set<T> a, Set<T> b) {
    Set<T> left = new LinkedHashSet<>(a);
    left.removeAll(b);
    return left;
  }
}
