package io.acteon.rules.yaml;

import io.acteon.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** YAML values as JSON values. */
final class Values {
  private Values() {}

  /** The value of {@code node}; reports numbers that JSON has not. */
  static Optional<Json> of(Node node, Problems problems) {
    return switch (node) {
      case Node.Scalar scalar -> {
        Optional<Json> value = Scalars.value(scalar);
        if (value.isEmpty()) {
          problems.add(
              scalar.place(), scalar.text() + " is no number that can be compared or sent");
        }
        yield value;
      }
      case Node.Items(List<Node> items, _) -> items(items, problems).map(Json.Arr::new);
      case Node.Fields(List<Node.Entry> entries, _) -> fields(entries, problems);
    };
  }

  /** The values of {@code nodes}; empty when one of them has none. */
  static Optional<List<Json>> items(List<Node> nodes, Problems problems) {
    List<Json> values = new ArrayList<>();
    nodes.forEach(node -> of(node, problems).ifPresent(values::add));
    return values.size() == nodes.size() ? Optional.of(values) : Optional.empty();
  }

  private static Optional<Json> fields(List<Node.Entry> entries, Problems problems) {
    Map<String, Json> fields = new LinkedHashMap<>();
    entries.forEach(
        entry -> of(entry.value(), problems).ifPresent(value -> fields.put(entry.key(), value)));
    return fields.size() == entries.size() ? Optional.of(new Json.Obj(fields)) : Optional.empty();
  }
}
