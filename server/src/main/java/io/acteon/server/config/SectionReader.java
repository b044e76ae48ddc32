package io.acteon.server.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Reads the sections of one configuration: each key from its flag, else its variable, else the
 * file, else its default; what is wrong is collected. Not thread-safe.
 */
final class SectionReader {
  private final Schema schema;
  private final TomlDocument document;
  private final Overrides overrides;
  private final List<Problem> problems;
  private final Values values = new Values();

  SectionReader(Schema schema, TomlDocument document, Overrides overrides, List<Problem> problems) {
    this.schema = schema;
    this.document = document;
    this.overrides = overrides;
    this.problems = problems;
  }

  Values read(List<Section> sections) {
    for (Section section : sections) {
      JsonNode table = document.at(section.path());
      if (table.isMissingNode() || table.isObject()) {
        section.keys().forEach(key -> readKey(section, key, table));
        unknownKeys(section, sections, table);
      } else {
        problem(
            document.origin(section.path()),
            section.path(),
            "must be a table; write [" + section.path() + "] and its keys below it");
        section.keys().forEach(key -> fallBack(section, key));
      }
    }
    return values;
  }

  private void readKey(Section section, Key key, JsonNode table) {
    String path = section.path() + "." + key.name();
    Overrides.FlagValue flag = overrides.flags().get(path);
    String variable = overrides.variables().get(section.variable(key));
    if (flag != null) {
      fromText(section, key, flag.text(), new Origin.Flag(flag.flag()));
    } else if (variable != null) {
      fromText(section, key, variable, new Origin.Variable(section.variable(key)));
    } else if (table.has(key.name())) {
      accept(section, key, table.get(key.name()), document.origin(path));
    } else {
      fallBack(section, key);
    }
  }

  private void fromText(Section section, Key key, String text, Origin origin) {
    key.shape()
        .parse(text)
        .ifPresentOrElse(
            node -> accept(section, key, node, origin),
            () -> wrongShape(section, key, shown(key, text), origin));
  }

  private static String shown(Key key, String text) {
    return key.secret() ? "something else" : "'" + text + "'" + serviceLink(text);
  }

  /** Kubernetes sets ACTEON_SERVER_PORT=tcp://... in every pod beside a service "acteon-server". */
  private static String serviceLink(String text) {
    return text.startsWith("tcp://")
        ? " (Kubernetes sets this for a service of that name; rename the service, or set"
            + " enableServiceLinks: false in the pod)"
        : "";
  }

  private void accept(Section section, Key key, JsonNode node, Origin origin) {
    String path = section.path() + "." + key.name();
    Optional<Object> value = key.shape().read(node).map(key::taken);
    if (value.isEmpty()) {
      wrongShape(section, key, shown(key, node), origin);
      return;
    }
    Optional<String> objection = encrypted(value.get()).or(() -> key.objection(value.get()));
    if (objection.isPresent()) {
      problem(origin, path, objection.get());
      fallBack(section, key);
    } else {
      values.put(path, new Values.Value(section.path(), key, value.get(), origin));
    }
  }

  private static Optional<String> encrypted(Object value) {
    return value instanceof String text && text.startsWith("ENC[")
        ? Optional.of("encrypted values are not supported yet; write the value itself")
        : Optional.empty();
  }

  private void wrongShape(Section section, Key key, String found, Origin origin) {
    problem(
        origin,
        section.path() + "." + key.name(),
        "must be " + key.shape().description() + "; found " + found);
    fallBack(section, key);
  }

  private static String shown(Key key, JsonNode node) {
    return key.secret() ? "something else" : node.toString();
  }

  private void fallBack(Section section, Key key) {
    key.fallback()
        .flatMap(key.shape()::parse)
        .flatMap(key.shape()::read)
        .ifPresent(value ->
            values.put(
                section.path() + "." + key.name(),
                new Values.Value(section.path(), key, value, new Origin.Default())));
  }

  private void unknownKeys(Section section, List<Section> all, JsonNode table) {
    List<String> inner =
        all.stream()
            .map(Section::path)
            .filter(path -> path.startsWith(section.path() + "."))
            .map(path -> path.substring(section.path().length() + 1))
            .toList();
    for (Map.Entry<String, JsonNode> field : table.properties()) {
      if (section.key(field.getKey()).isEmpty() && !inner.contains(field.getKey())) {
        unknownKey(section, field.getKey(), inner);
      }
    }
  }

  private void unknownKey(Section section, String name, List<String> inner) {
    String path = TomlPath.child(section.path(), name);
    List<String> others = schema.othersKnowing(section.path(), name);
    if (!others.isEmpty() && backendIsOverridden(section)) {
      return; // the file was written for another backend, and whoever overrides it knows
    }
    List<String> known = Stream.concat(section.keyNames().stream(), inner.stream()).toList();
    String what =
        !others.isEmpty()
            ? "belongs to backend "
                + String.join(" or ", others)
                + ", but "
                + section.path()
                + ".backend is '"
                + values.text(section.path() + ".backend").orElse("")
                + "'; write backend = \""
                + others.getFirst()
                + "\" or remove this key"
            : schema
                .foreignOwner(name)
                .map(owner ->
                    "belongs to the " + owner + " backend, which is not here; remove this key")
                .orElseGet(() ->
                    "unknown key"
                        + Nearest.hint(name, known)
                        + "; ["
                        + section.path()
                        + "] knows "
                        + String.join(", ", known));
    problem(document.origin(path), path, what);
  }

  private boolean backendIsOverridden(Section section) {
    return values
        .find(section.path() + ".backend")
        .map(Values.Value::origin)
        .filter(origin -> origin instanceof Origin.Flag || origin instanceof Origin.Variable)
        .isPresent();
  }

  private void problem(Origin origin, String path, String what) {
    problems.add(new Problem(origin.text(), path, what));
  }
}
