package io.acteon.server.config;

import io.acteon.provider.ProviderSetting;
import io.acteon.store.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the value of a key looks like, and how text from environment or flags becomes one. */
enum Shape {
  TEXT("a text in quotes"),
  INTEGER("a whole number"),
  BOOLEAN("true or false"),
  TEXTS("a list of texts, such as [\"a\", \"b\"]"),
  TEXT_MAP("a table of texts, such as { name = \"value\" }"),
  KEY_RING("a list of keys, such as [{ id = \"k1\", secret = \"00ff\" }]");

  private final String description;

  Shape(String description) {
    this.description = description;
  }

  String description() {
    return description;
  }

  static Shape of(Setting.Type type) {
    return switch (type) {
      case TEXT -> TEXT;
      case INTEGER -> INTEGER;
      case BOOLEAN -> BOOLEAN;
    };
  }

  static Shape of(ProviderSetting.Shape shape) {
    return switch (shape) {
      case TEXT -> TEXT;
      case INTEGER -> INTEGER;
      case BOOLEAN -> BOOLEAN;
      case TEXTS -> TEXTS;
      case TEXT_MAP -> TEXT_MAP;
    };
  }

  /**
   * The value that {@code node} holds, if it is of this shape: Long, Boolean, String, List, Map.
   */
  Optional<Object> read(JsonNode node) {
    return switch (this) {
      case TEXT -> node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
      case INTEGER ->
          node.isIntegralNumber() && node.canConvertToLong()
              ? Optional.of(node.longValue())
              : Optional.empty();
      case BOOLEAN -> node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
      case TEXTS -> texts(node);
      case TEXT_MAP -> node.isObject() ? textMap(node) : Optional.empty();
      case KEY_RING -> keyRing(node);
    };
  }

  /**
   * The node that {@code text}, from a variable or a flag, stands for; lists and tables are JSON.
   */
  Optional<JsonNode> parse(String text) {
    return switch (this) {
      case TEXT -> Optional.of(JsonNodeFactory.instance.stringNode(text));
      case INTEGER -> integer(text.strip());
      case BOOLEAN -> bool(text.strip());
      case TEXTS, TEXT_MAP, KEY_RING -> json(text.strip());
    };
  }

  private static Optional<JsonNode> integer(String text) {
    return text.matches("[+-]?\\d{1,18}")
        ? Optional.of(JsonNodeFactory.instance.numberNode(Long.parseLong(text)))
        : Optional.empty();
  }

  private static Optional<JsonNode> bool(String text) {
    return switch (text) {
      case "true", "false" ->
          Optional.of(JsonNodeFactory.instance.booleanNode(text.equals("true")));
      default -> Optional.empty();
    };
  }

  private static Optional<JsonNode> json(String text) {
    if (text.equals("[]")) {
      return Optional.of(
          JsonNodeFactory.instance.arrayNode()); // the usual default, without a mapper
    }
    try {
      return Optional.of(new JsonMapper().readTree(text));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static Optional<Object> texts(JsonNode node) {
    if (!node.isArray() || !node.valueStream().allMatch(JsonNode::isString)) {
      return Optional.empty();
    }
    return Optional.of(node.valueStream().map(JsonNode::stringValue).toList());
  }

  private static Optional<Object> textMap(JsonNode node) {
    var map = new LinkedHashMap<String, String>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getValue().isString()) {
        return Optional.empty();
      }
      map.put(field.getKey(), field.getValue().stringValue());
    }
    return Optional.of(map);
  }

  /** As a map from key id to secret, in the order written. */
  private static Optional<Object> keyRing(JsonNode node) {
    var ring = new LinkedHashMap<String, String>();
    boolean wellFormed =
        node.isArray()
            && !node.isEmpty()
            && StreamSupport.stream(node.spliterator(), false)
                .allMatch(entry ->
                    entry.isObject()
                        && entry.size() == 2
                        && entry.path("id").isString()
                        && entry.path("secret").isString()
                        && ring.put(
                                entry.path("id").stringValue(), entry.path("secret").stringValue())
                            == null);
    return wellFormed ? Optional.of(ring) : Optional.empty();
  }
}
