package io.acteon.server.config;

import io.acteon.provider.ProviderType;
import io.acteon.store.Environment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads the {@code [[providers]]} tables of one configuration. Not thread-safe. */
final class ProviderReader {
  private final Schema schema;
  private final TomlDocument document;
  private final List<Problem> problems;
  private final HashSet<String> names = new HashSet<>();

  ProviderReader(Schema schema, TomlDocument document, List<Problem> problems) {
    this.schema = schema;
    this.document = document;
    this.problems = problems;
  }

  List<ProviderTable> read() {
    JsonNode tables = document.at(Schema.PROVIDERS);
    if (tables.isMissingNode()) {
      return List.of();
    }
    if (!tables.isArray()) {
      problem(
          Schema.PROVIDERS,
          "must be a list of tables; write [[providers]] with double brackets for each provider");
      return List.of();
    }
    var read = new ArrayList<ProviderTable>();
    for (int i = 0; i < tables.size(); i++) {
      table(TomlPath.element(Schema.PROVIDERS, i), tables.get(i)).ifPresent(read::add);
    }
    return read;
  }

  private Optional<ProviderTable> table(String path, JsonNode table) {
    if (!table.isObject()) {
      problem(path, "must be a table; write [[providers]] and its keys below it");
      return Optional.empty();
    }
    Optional<String> name = required(path, table, "name", "an action's 'provider' calls it by it");
    name.filter(word -> !names.add(word))
        .ifPresent(
            word -> problem(path + ".name", "'" + word + "' is there already; names are unique"));
    Optional<ProviderType> type =
        required(path, table, "type", "one of " + schema.plugins().providers().keySet())
            .flatMap(word -> type(path, word));
    if (type.isEmpty()) {
      return Optional.empty();
    }
    int before = problems.size();
    Map<String, Object> values = settings(path, table, type.get());
    if (problems.size() == before) {
      accepted(path, type.get(), values);
    }
    return name.map(
        word -> new ProviderTable(word, type.get(), values, path, document.origin(path).text()));
  }

  /** Lets the type look at the values, as it alone knows what it needs; what it makes is closed. */
  private void accepted(String path, ProviderType type, Map<String, Object> values) {
    try {
      type.create("configuration-check", values, Environment.system()).close();
    } catch (IllegalArgumentException e) {
      problem(path, String.valueOf(e.getMessage()));
    } catch (Exception e) {
      problem(path, "a provider of type " + type.name() + " cannot be made: " + e);
    }
  }

  private Optional<String> required(String path, JsonNode table, String key, String hint) {
    JsonNode node = table.path(key);
    if (node.isString() && !node.stringValue().isEmpty()) {
      return Optional.of(node.stringValue());
    }
    problem(
        path + "." + key,
        node.isMissingNode()
            ? "is missing; write " + key + " = \"...\": " + hint
            : "must be a text");
    return Optional.empty();
  }

  private Optional<ProviderType> type(String path, String word) {
    Map<String, ProviderType> present = schema.plugins().providers();
    if (!present.containsKey(word)) {
      problem(
          path + ".type",
          "'"
              + word
              + "' is not a provider type here"
              + Nearest.hint(word, present.keySet())
              + "; there are "
              + String.join(", ", present.keySet()));
    }
    return Optional.ofNullable(present.get(word));
  }

  private Map<String, Object> settings(String path, JsonNode table, ProviderType type) {
    var values = new LinkedHashMap<String, Object>();
    Section known = new Section(Schema.PROVIDERS, schema.providerKeys(type.name()));
    for (Map.Entry<String, JsonNode> field : table.properties()) {
      String at = TomlPath.child(path, field.getKey());
      Optional<Key> key = known.key(field.getKey());
      if (key.isEmpty()) {
        problem(
            at,
            "unknown key"
                + Nearest.hint(field.getKey(), known.keyNames())
                + "; a provider of type "
                + type.name()
                + " knows "
                + String.join(", ", known.keyNames()));
      } else if (Sections.PROVIDER.stream().noneMatch(ours -> ours.equals(key.get()))) {
        value(at, key.get(), field.getValue()).ifPresent(v -> values.put(key.get().name(), v));
      }
    }
    return values;
  }

  private Optional<Object> value(String path, Key key, JsonNode node) {
    Optional<Object> value = key.shape().read(node);
    if (value.isEmpty()) {
      problem(path, "must be " + key.shape().description());
    } else if (value.get() instanceof String text && text.startsWith("ENC[")) {
      problem(path, "encrypted values are not supported yet; write the value itself");
    }
    return value;
  }

  private void problem(String path, String what) {
    problems.add(new Problem(document.origin(path).text(), path, what));
  }
}
