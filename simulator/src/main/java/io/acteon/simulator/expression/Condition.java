package io.acteon.simulator.expression;

import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.Value;
import io.acteon.simulator.value.ValueOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A parsed condition or filter. Immutable; evaluation is pure. */
public sealed interface Condition {
  /** Comparators. */
  enum Comparator {
    EQ("="),
    NE("<>"),
    LT("<"),
    LE("<="),
    GT(">"),
    GE(">=");

    final String symbol;

    Comparator(String symbol) {
      this.symbol = symbol;
    }
  }

  /** All must hold. */
  record And(Condition left, Condition right) implements Condition {}

  /** One must hold. */
  record Or(Condition left, Condition right) implements Condition {}

  /** The opposite. */
  record Not(Condition condition) implements Condition {}

  /** A comparison. */
  record Compare(Comparator comparator, Operand left, Operand right) implements Condition {}

  /** {@code x BETWEEN low AND high}. */
  record Between(Operand operand, Operand low, Operand high) implements Condition {}

  /** {@code x IN (a, b)}. */
  record In(Operand operand, List<Operand> candidates) implements Condition {
    public In {
      candidates = List.copyOf(candidates);
    }
  }

  /** {@code attribute_exists}, or its opposite. */
  record Exists(Path path, boolean expected) implements Condition {}

  /** {@code attribute_type}. */
  record HasType(Path path, String typeValue) implements Condition {}

  /** {@code begins_with}. */
  record BeginsWith(Operand operand, Operand prefix) implements Condition {}

  /** {@code contains}. */
  record Contains(Operand operand, Operand part) implements Condition {}

  default boolean test(Item item, Map<String, Value> values) {
    return switch (this) {
      case And and -> and.left().test(item, values) && and.right().test(item, values);
      case Or or -> or.left().test(item, values) || or.right().test(item, values);
      case Not not -> !not.condition().test(item, values);
      case Compare c ->
          compare(c.comparator(), c.left().in(item, values), c.right().in(item, values));
      case Between b -> {
        Value value = b.operand().in(item, values);
        yield compare(Comparator.GE, value, b.low().in(item, values))
            && compare(Comparator.LE, value, b.high().in(item, values));
      }
      case In in -> {
        Value value = in.operand().in(item, values);
        yield in.candidates().stream()
            .anyMatch(candidate -> compare(Comparator.EQ, value, candidate.in(item, values)));
      }
      case Exists exists -> (exists.path().in(item) != null) == exists.expected();
      case HasType type -> {
        Value value = type.path().in(item);
        yield value != null
            && values.get(type.typeValue()) instanceof Value.S name
            && value.type().equals(name.text());
      }
      case BeginsWith begins ->
          beginsWith(begins.operand().in(item, values), begins.prefix().in(item, values));
      case Contains contains ->
          contains(contains.operand().in(item, values), contains.part().in(item, values));
    };
  }

  /** A missing operand or another type satisfies nothing but {@code <>}. */
  private static boolean compare(
      Comparator comparator, @Nullable Value left, @Nullable Value right) {
    return switch (comparator) {
      case EQ -> left != null && left.equals(right);
      case NE -> left == null || !left.equals(right);
      case LT -> ordered(left, right) && order(left, right) < 0;
      case LE -> ordered(left, right) && order(left, right) <= 0;
      case GT -> ordered(left, right) && order(left, right) > 0;
      case GE -> ordered(left, right) && order(left, right) >= 0;
    };
  }

  private static boolean ordered(@Nullable Value left, @Nullable Value right) {
    return left != null && right != null && ValueOrder.comparable(left, right);
  }

  private static int order(@Nullable Value left, @Nullable Value right) {
    return left == null || right == null ? 0 : ValueOrder.compare(left, right);
  }

  private static boolean beginsWith(@Nullable Value value, @Nullable Value prefix) {
    if (value instanceof Value.S text && prefix instanceof Value.S start) {
      return text.text().startsWith(start.text());
    }
    return value instanceof Value.B bytes
        && prefix instanceof Value.B start
        && bytes.bytes().startsWith(start.bytes());
  }

  private static boolean contains(@Nullable Value value, @Nullable Value part) {
    if (value == null || part == null) {
      return false;
    }
    return switch (value) {
      case Value.S text -> part instanceof Value.S p && text.text().contains(p.text());
      case Value.B bytes -> part instanceof Value.B p && bytes.bytes().contains(p.bytes());
      case Value.L list -> list.values().contains(part);
      case Value.SS set -> part instanceof Value.S p && set.values().contains(p.text());
      case Value.NS set -> part instanceof Value.N p && set.values().contains(p);
      case Value.BS set -> part instanceof Value.B p && set.values().contains(p.bytes());
      case Value.N _, Value.Bool _, Value.Null _, Value.M _ -> false;
    };
  }
}
