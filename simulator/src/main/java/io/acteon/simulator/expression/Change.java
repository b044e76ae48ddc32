package io.acteon.simulator.expression;

import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.Numbers;
import io.acteon.simulator.value.Rejection;
import io.acteon.simulator.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An update bound to a request's values: a pure function of items. Immutable.
 *
 * <p>All operands see the old item. Assignments land before removals, list positions in rising
 * order, removals in falling order, so that every position means the old list's.
 */
public record Change(Update update, Map<String, Value> values) {
  private static final String NO_ATTRIBUTE =
      "The provided expression refers to an attribute that does not exist in the item";
  private static final String WRONG_TYPE =
      "An operand in the update expression has an incorrect data type";
  private static final String INVALID = "Invalid UpdateExpression: ";

  private record Assignment(Path path, @Nullable Value value) {}

  /** Refuses, before any item is looked at, operands whose given type can never do. */
  void checkTypes() {
    for (Update.Set set : update.sets()) {
      checkType(set.source());
    }
    for (Update.Add add : update.adds()) {
      Value value = values.get(add.value());
      if (!(value instanceof Value.N || Sets.isSet(value))) {
        throw wrongSectionType("ADD", value);
      }
    }
    for (Update.Delete delete : update.deletes()) {
      Value value = values.get(delete.value());
      if (!Sets.isSet(value)) {
        throw wrongSectionType("DELETE", value);
      }
    }
  }

  private void checkType(Update.Source source) {
    switch (source) {
      case Update.Source.At _, Update.Source.Given _ -> {}
      case Update.Source.Sum sum -> {
        checkOperand(sum.minus() ? "-" : "+", sum.left(), "N");
        checkOperand(sum.minus() ? "-" : "+", sum.right(), "N");
      }
      case Update.Source.IfNotExists other -> checkType(other.otherwise());
      case Update.Source.ListAppend append -> {
        checkOperand("list_append", append.first(), "L");
        checkOperand("list_append", append.second(), "L");
      }
    }
  }

  private void checkOperand(String operator, Update.Source source, String expected) {
    checkType(source);
    String type = staticType(source);
    if (type != null && !type.equals(expected)) {
      throw Rejection.validation(
          INVALID
              + "Incorrect operand type for operator or function; operator or function: %s, operand type: %s"
                  .formatted(operator, type));
    }
  }

  /** The type that an operand has whatever the item holds, or null if that depends on the item. */
  private @Nullable String staticType(Update.Source source) {
    return switch (source) {
      case Update.Source.At _, Update.Source.IfNotExists _ -> null;
      case Update.Source.Given given -> given(given.name()).type();
      case Update.Source.Sum _ -> "N";
      case Update.Source.ListAppend _ -> "L";
    };
  }

  private static Rejection wrongSectionType(String section, @Nullable Value value) {
    return Rejection.validation(
        INVALID
            + "Incorrect operand type for operator or function; operator: %s, operand type: %s, typeSet: ALLOWED_FOR_%s_OPERAND"
                .formatted(section, value == null ? "null" : longName(value), section));
  }

  private static String longName(Value value) {
    return switch (value) {
      case Value.S _ -> "STRING";
      case Value.N _ -> "NUMBER";
      case Value.B _ -> "BINARY";
      case Value.Bool _ -> "BOOLEAN";
      case Value.Null _ -> "NULL";
      case Value.L _ -> "LIST";
      case Value.M _ -> "MAP";
      case Value.SS _, Value.NS _, Value.BS _ -> "SET";
    };
  }

  /** The item after the update; {@code old} carries at least the key. */
  public Item apply(Item old) {
    List<Assignment> assignments = new ArrayList<>();
    for (Update.Set set : update.sets()) {
      assignments.add(new Assignment(set.path(), evaluate(set.source(), old)));
    }
    for (Update.Add add : update.adds()) {
      Value base = add.path().in(old);
      assignments.add(new Assignment(add.path(), Sets.add(base, given(add.value()))));
    }
    for (Update.Delete delete : update.deletes()) {
      Value base = delete.path().in(old);
      Value left = base == null ? null : Sets.subtract(base, given(delete.value()));
      if (base != null || !delete.path().isTopLevel()) {
        assignments.add(new Assignment(delete.path(), left));
      }
    }
    assignments.sort(Comparator.comparing(Assignment::path, Path::compare));
    List<Path> removals = new ArrayList<>(update.removes());
    Item item = old;
    for (Assignment assignment : assignments) {
      Value value = assignment.value();
      if (value == null) {
        removals.add(assignment.path());
      } else {
        item = Documents.set(item, assignment.path(), value);
      }
    }
    removals.sort((a, b) -> Path.compare(b, a));
    for (Path path : removals) {
      item = Documents.remove(item, path);
    }
    return item;
  }

  private Value given(String name) {
    Value value = values.get(name);
    if (value == null) {
      throw Rejection.validation(
          INVALID
              + "An expression attribute value used in expression is not defined; attribute value: "
              + name);
    }
    return value;
  }

  private Value evaluate(Update.Source source, Item old) {
    return switch (source) {
      case Update.Source.Given given -> given(given.name());
      case Update.Source.At at -> existing(at.path().in(old));
      case Update.Source.IfNotExists other -> {
        // The alternative must exist even when it is not needed, as DynamoDB evaluates all
        // operands.
        Value otherwise = evaluate(other.otherwise(), old);
        Value value = other.path().in(old);
        yield value == null ? otherwise : value;
      }
      case Update.Source.Sum sum -> {
        Value.N left = number(evaluate(sum.left(), old));
        Value.N right = number(evaluate(sum.right(), old));
        yield Numbers.checked(
            sum.minus()
                ? left.number().subtract(right.number())
                : left.number().add(right.number()));
      }
      case Update.Source.ListAppend append -> {
        List<Value> joined = new ArrayList<>(list(evaluate(append.first(), old)));
        joined.addAll(list(evaluate(append.second(), old)));
        yield new Value.L(joined);
      }
    };
  }

  private static Value existing(@Nullable Value value) {
    if (value == null) {
      throw Rejection.validation(NO_ATTRIBUTE);
    }
    return value;
  }

  private static Value.N number(Value value) {
    if (value instanceof Value.N number) {
      return number;
    }
    throw wrongType();
  }

  private static List<Value> list(Value value) {
    if (value instanceof Value.L list) {
      return list.values();
    }
    throw wrongType();
  }

  static Rejection wrongType() {
    return Rejection.validation(WRONG_TYPE);
  }
}
