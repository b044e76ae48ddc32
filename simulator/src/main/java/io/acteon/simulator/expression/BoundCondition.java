package io.acteon.simulator.expression;

import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.Value;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A condition with a request's values. Immutable. */
public record BoundCondition(Condition condition, Map<String, Value> values) {
  public boolean test(Item item) {
    return condition.test(item, values);
  }

  /** As the condition of a query over these keys. */
  public KeyCondition keys(String partitionKey, @Nullable String sortKey) {
    return KeyCondition.of(condition, values, partitionKey, sortKey);
  }

  /** The top-level attributes it looks at. */
  public Set<String> attributes() {
    Set<String> names = new TreeSet<>();
    collect(condition, names);
    return names;
  }

  private static void collect(Condition condition, Set<String> names) {
    switch (condition) {
      case Condition.And and -> {
        collect(and.left(), names);
        collect(and.right(), names);
      }
      case Condition.Or or -> {
        collect(or.left(), names);
        collect(or.right(), names);
      }
      case Condition.Not not -> collect(not.condition(), names);
      case Condition.Compare c -> collect(names, c.left(), c.right());
      case Condition.Between b -> collect(names, b.operand(), b.low(), b.high());
      case Condition.In in -> {
        collect(names, in.operand());
        in.candidates().forEach(candidate -> collect(names, candidate));
      }
      case Condition.Exists exists -> names.add(exists.path().attribute());
      case Condition.HasType type -> names.add(type.path().attribute());
      case Condition.BeginsWith b -> collect(names, b.operand(), b.prefix());
      case Condition.Contains c -> collect(names, c.operand(), c.part());
    }
  }

  private static void collect(Set<String> names, Operand... operands) {
    for (Operand operand : operands) {
      switch (operand) {
        case Operand.At at -> names.add(at.path().attribute());
        case Operand.Size size -> collect(names, size.of());
        case Operand.Given _ -> {}
      }
    }
  }
}
