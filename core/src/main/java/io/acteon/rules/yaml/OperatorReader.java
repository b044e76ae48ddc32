package io.acteon.rules.yaml;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.acteon.model.Json;
import io.acteon.rules.Check;
import io.acteon.rules.Condition;
import io.acteon.rules.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the operators of one predicate; several must all pass, in the order below. */
final class OperatorReader {
  /** A pattern of more unrolled atoms would make each match slow, however linear. */
  static final int MAX_PATTERN_SIZE = 5_000;

  static final List<String> NAMES =
      List.of(
          "eq",
          "ne",
          "gt",
          "lt",
          "gte",
          "lte",
          "contains",
          "starts_with",
          "ends_with",
          "matches",
          "regex",
          "in_list",
          "in",
          "not_in",
          "exists");

  private final Problems problems;

  OperatorReader(Problems problems) {
    this.problems = problems;
  }

  /** The condition that all operators in {@code mapping} make about {@code operand}. */
  Optional<Condition> read(Mapping mapping, Operand operand) {
    List<Condition> tests = new ArrayList<>();
    int given = 0;
    for (String name : NAMES) {
      Optional<Node> value = mapping.take(name);
      if (value.isPresent()) {
        given++;
        one(name, value.get(), operand).ifPresent(tests::add);
      }
    }
    if (tests.size() != given) {
      return Optional.empty();
    }
    return Optional.of(tests.size() == 1 ? tests.getFirst() : new Condition.All(tests));
  }

  static boolean anyIn(Mapping mapping) {
    return NAMES.stream().anyMatch(mapping::has);
  }

  private Optional<Condition> one(String name, Node value, Operand operand) {
    if (name.equals("exists")) {
      return exists(value, operand);
    }
    return check(name, value).map(check -> new Condition.Test(operand, check));
  }

  private Optional<Condition> exists(Node value, Operand operand) {
    Condition exists = new Condition.Exists(operand);
    if (value instanceof Node.Scalar scalar
        && Scalars.value(scalar).orElse(Json.NULL) instanceof Json.Bool(boolean wanted)) {
      return Optional.of(wanted ? exists : new Condition.Not(exists));
    }
    return refused(value, "'exists' must be true or false, not " + value.kind());
  }

  private Optional<Check> check(String name, Node value) {
    return switch (name) {
      case "eq" -> comparable(name, value).map(Check.Equal::new);
      case "ne" -> comparable(name, value).map(Check.NotEqual::new);
      case "gt" -> ordered(Check.Order.GREATER, name, value);
      case "lt" -> ordered(Check.Order.LESS, name, value);
      case "gte" -> ordered(Check.Order.GREATER_OR_EQUAL, name, value);
      case "lte" -> ordered(Check.Order.LESS_OR_EQUAL, name, value);
      case "contains" -> text(name, value).map(it -> new Check.Contains(new Json.Str(it)));
      case "starts_with" -> text(name, value).map(Check.StartsWith::new);
      case "ends_with" -> text(name, value).map(Check.EndsWith::new);
      case "matches", "regex" ->
          text(name, value).flatMap(it -> pattern(it, value)).map(Check.Matches::new);
      case "in_list", "in" -> list(name, value).map(Check.In::new);
      case "not_in" -> list(name, value).map(Check.NotIn::new);
      default -> throw new IllegalStateException("no operator " + name);
    };
  }

  private Optional<Json> comparable(String name, Node node) {
    Optional<Json> value = Values.of(node, problems);
    if (value.isEmpty()) {
      return value;
    }
    return switch (value.get()) {
      case Json.Null _ ->
          refused(
              node,
              "'"
                  + name
                  + ": null' compares with nothing; write 'exists: "
                  + name.equals("ne")
                  + "'");
      case Json.Obj _ -> refused(node, "'" + name + "' cannot compare with a mapping");
      case Json.Bool _, Json.Int _, Json.Dec _, Json.Str _, Json.Arr _ -> value;
    };
  }

  private Optional<Check> ordered(Check.Order order, String name, Node node) {
    return Values.of(node, problems)
        .flatMap(value ->
            switch (value) {
              case Json.Int _, Json.Dec _, Json.Str _ ->
                  Optional.<Check>of(new Check.Ordered(order, value));
              case Json.Null _, Json.Bool _, Json.Arr _, Json.Obj _ ->
                  refused(node, "'" + name + "' needs a number or a text, not " + node.kind());
            });
  }

  private Optional<String> text(String name, Node node) {
    if (node instanceof Node.Scalar scalar
        && Scalars.value(scalar).orElse(Json.NULL) instanceof Json.Str(String text)) {
      return Optional.of(text);
    }
    return refused(node, "'" + name + "' needs a text (put it in quotes), not " + node.kind());
  }

  private Optional<List<Json>> list(String name, Node node) {
    return node instanceof Node.Items(List<Node> items, _)
        ? Values.items(items, problems)
        : refused(node, "'" + name + "' needs a list such as [a, b], not " + node.kind());
  }

  private Optional<Pattern> pattern(String text, Node node) {
    if (PatternSize.of(text) > MAX_PATTERN_SIZE) {
      return refused(
          node,
          "the pattern has more than "
              + MAX_PATTERN_SIZE
              + " atoms once its repetitions are written out; lower their counts");
    }
    try {
      return Optional.of(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      return refused(
          node,
          "the pattern '"
              + text
              + "' is not valid: "
              + e.getDescription()
              + " (RE2 syntax: no look-around, no back-references)");
    }
  }

  private <T> Optional<T> refused(Node node, String message) {
    problems.add(node.place(), message);
    return Optional.empty();
  }
}
