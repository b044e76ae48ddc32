package io.acteon.simulator.expression;

import io.acteon.simulator.value.Rejection;
import io.acteon.simulator.value.Value;
import io.acteon.simulator.value.ValueOrder;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** DynamoDB's static checks of a condition against the values a request brings. */
record ConditionTypes(String parameter, Map<String, Value> values) {
  private static final Set<String> TYPES =
      Set.of("S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS");

  void check(Condition condition) {
    switch (condition) {
      case Condition.And and -> {
        check(and.left());
        check(and.right());
      }
      case Condition.Or or -> {
        check(or.left());
        check(or.right());
      }
      case Condition.Not not -> check(not.condition());
      case Condition.Compare compare -> compare(compare);
      case Condition.Between between -> between(between);
      case Condition.In in -> {
        size(in.operand());
        in.candidates().forEach(this::size);
      }
      case Condition.Exists _ -> {}
      case Condition.HasType type -> typeName(type.typeValue());
      case Condition.BeginsWith begins -> {
        prefix(begins.operand());
        prefix(begins.prefix());
      }
      case Condition.Contains contains -> {
        size(contains.operand());
        size(contains.part());
      }
    }
  }

  private void compare(Condition.Compare compare) {
    size(compare.left());
    size(compare.right());
    if (compare.comparator() != Condition.Comparator.EQ
        && compare.comparator() != Condition.Comparator.NE) {
      ordered(compare.comparator().symbol, compare.left());
      ordered(compare.comparator().symbol, compare.right());
    }
  }

  private void between(Condition.Between between) {
    size(between.operand());
    ordered("BETWEEN", between.operand());
    ordered("BETWEEN", between.low());
    ordered("BETWEEN", between.high());
    Value low = given(between.low());
    Value high = given(between.high());
    if (low == null || high == null) {
      return;
    }
    String fault =
        !ValueOrder.comparable(low, high)
            ? "same data type for lower and upper bounds"
            : ValueOrder.compare(low, high) > 0
                ? "upper bound to be greater than or equal to lower bound"
                : "";
    if (!fault.isEmpty()) {
      throw invalid(
          "The BETWEEN operator requires %s; lower bound operand: AttributeValue: %s, upper bound operand: AttributeValue: %s"
              .formatted(fault, show(low), show(high)));
    }
  }

  private void ordered(String operator, Operand operand) {
    Value value = given(operand);
    if (value != null && !value.isKeyType()) {
      throw wrongType(operator, value);
    }
  }

  private void prefix(Operand operand) {
    size(operand);
    Value value = operand instanceof Operand.Size ? Value.N.of(0) : given(operand);
    if (value != null && !(value instanceof Value.S) && !(value instanceof Value.B)) {
      throw wrongType("begins_with", value);
    }
  }

  private void size(Operand operand) {
    Value value = operand instanceof Operand.Size size ? given(size.of()) : null;
    if (value instanceof Value.N || value instanceof Value.Bool || value instanceof Value.Null) {
      throw wrongType("size", value);
    }
  }

  private void typeName(String name) {
    Value value = values.get(name);
    if (value != null && !(value instanceof Value.S)) {
      throw wrongType("attribute_type", value);
    }
    if (value instanceof Value.S type && !TYPES.contains(type.text())) {
      throw invalid(
          "Invalid attribute type name found; type: "
              + type.text()
              + ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
    }
  }

  private @Nullable Value given(Operand operand) {
    return operand instanceof Operand.Given given ? values.get(given.name()) : null;
  }

  private Rejection wrongType(String operator, Value value) {
    return invalid(
        "Incorrect operand type for operator or function; operator or function: %s, operand type: %s"
            .formatted(operator, value.type()));
  }

  private Rejection invalid(String message) {
    return Rejection.validation("Invalid " + parameter + ": " + message);
  }

  private static String show(Value value) {
    return switch (value) {
      case Value.S s -> "{S:" + s.text() + "}";
      case Value.N n -> "{N:" + n.number().toPlainString() + "}";
      default -> "{" + value.type() + ":...}";
    };
  }
}
