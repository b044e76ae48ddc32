package io.acteon.rules.yaml;

import io.acteon.model.Json;
import io.acteon.rules.Check;
import io.acteon.rules.Condition;
import io.acteon.rules.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads conditions. What makes no sense is reported, and then the condition is empty. */
final class ConditionReader {
  private static final List<String> FORMS =
      List.of("all", "any", "not", "field", "state_seen", "state_counter", "call");
  private static final List<String> LATER = List.of("semantic_match", "wasm_plugin", "cel");

  private final Problems problems;
  private final OperatorReader operators;
  private final CallReader calls;

  ConditionReader(Problems problems) {
    this.problems = problems;
    this.operators = new OperatorReader(problems);
    this.calls = new CallReader(problems);
  }

  Optional<Condition> read(Node node) {
    return read(node, 1);
  }

  private Optional<Condition> read(Node node, int depth) {
    if (depth > Condition.MAX_DEPTH) {
      return refused(
          node.place(), "the condition is nested deeper than " + Condition.MAX_DEPTH + " levels");
    }
    return switch (node) {
      case Node.Fields fields -> predicate(new Mapping(fields, "a condition", problems), depth);
      case Node.Items items ->
          refused(items.place(), "a list is no condition; put it under 'all:' or 'any:'");
      case Node.Scalar scalar ->
          refused(
              scalar.place(),
              "a condition must be a mapping such as {field: action.provider, eq: email}, not "
                  + scalar.kind()
                  + "; 'all: []' always holds");
    };
  }

  private Optional<Condition> predicate(Mapping mapping, int depth) {
    for (String later : LATER) {
      if (mapping.has(later)) {
        mapping.refuse(later, "condition '" + later + "' is not supported yet");
        return Optional.empty();
      }
    }
    List<String> forms = FORMS.stream().filter(mapping::has).toList();
    if (forms.isEmpty()) {
      return formless(mapping);
    }
    if (forms.size() > 1) {
      mapping.refuse(
          forms.get(1),
          "'"
              + forms.get(0)
              + "' and '"
              + forms.get(1)
              + "' in one condition; list them under 'all:'");
      return Optional.empty();
    }
    Optional<Condition> condition = form(forms.getFirst(), mapping, depth);
    mapping.finish();
    return condition;
  }

  /** Names the keys that may have been meant as a form, and says which there are. */
  private Optional<Condition> formless(Mapping mapping) {
    FORMS.forEach(mapping::take);
    OperatorReader.NAMES.forEach(mapping::take);
    mapping.finish();
    return refused(
        mapping.place(), "a condition needs one of the keys " + String.join(", ", FORMS));
  }

  private Optional<Condition> form(String form, Mapping mapping, int depth) {
    Node value = mapping.take(form).orElseThrow();
    return switch (form) {
      case "all" -> members(form, value, depth).map(Condition.All::new);
      case "any" -> members(form, value, depth).map(Condition.Any::new);
      case "not" -> read(value, depth + 1).map(Condition.Not::new);
      case "field" -> tested(mapping, path(value));
      case "state_counter" -> tested(mapping, mapping.requiredText(form).map(Operand.Counter::new));
      case "state_seen" -> seen(mapping);
      case "call" -> called(mapping);
      default -> throw new IllegalStateException("no form " + form);
    };
  }

  private Optional<List<Condition>> members(String form, Node value, int depth) {
    if (!(value instanceof Node.Items(List<Node> items, _))) {
      return refused(
          value.place(), "'" + form + "' needs a list of conditions, not " + value.kind());
    }
    List<Condition> members = new ArrayList<>();
    items.forEach(item -> read(item, depth + 1).ifPresent(members::add));
    return members.size() == items.size() ? Optional.of(members) : Optional.empty();
  }

  private Optional<Condition> called(Mapping mapping) {
    Optional<Operand> operand = calls.read(mapping);
    return operand.filter(CallReader::isYesOrNo).isPresent() && !OperatorReader.anyIn(mapping)
        ? operand.map(it -> new Condition.Test(it, new Check.Equal(Json.TRUE)))
        : tested(mapping, operand);
  }

  private Optional<Condition> tested(Mapping mapping, Optional<Operand> operand) {
    if (!OperatorReader.anyIn(mapping)) {
      OperatorReader.NAMES.forEach(mapping::take);
      if (operand.isEmpty()) {
        return Optional.empty();
      }
      return refused(
          mapping.place(),
          "the condition has no comparison operator; give one of "
              + String.join(", ", OperatorReader.NAMES));
    }
    // Read even when the operand is refused, so that all problems are reported together.
    return operators
        .read(mapping, operand.orElseGet(Operand.Now::new))
        .filter(_ -> operand.isPresent());
  }

  private Optional<Condition> seen(Mapping mapping) {
    OptionalLong within = mapping.integer("within_seconds", 1, RuleReader.MAX_SECONDS);
    return mapping.requiredText("state_seen").map(key -> new Condition.Seen(key, within));
  }

  private Optional<Operand> path(Node value) {
    if (value instanceof Node.Scalar scalar
        && Scalars.value(scalar).orElse(Json.NULL) instanceof Json.Str(String text)) {
      return PathSyntax.read(text, value.place(), problems);
    }
    return refused(
        value.place(), "'field' needs a path such as action.payload.to, not " + value.kind());
  }

  private <T> Optional<T> refused(Place place, String message) {
    problems.add(place, message);
    return Optional.empty();
  }
}
