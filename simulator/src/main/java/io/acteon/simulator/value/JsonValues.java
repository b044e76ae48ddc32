package io.acteon.simulator.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The wire form of values and items: <code>{"S": "text"}</code>. */
public final class JsonValues {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MAX_DEPTH = 32; // DynamoDB's limit of nested lists and maps

  private JsonValues() {}

  public static Item readItem(JsonNode node) {
    return Item.of(readMap(node, 0));
  }

  /** Attributes by name, as in {@code Key}, {@code Item} and {@code ExpressionAttributeValues}. */
  public static Map<String, Value> readMap(JsonNode node) {
    return readMap(node, 0);
  }

  private static Map<String, Value> readMap(JsonNode node, int depth) {
    if (!node.isObject()) {
      throw Rejection.serialization("Expected a map of attributes, found " + node.getNodeType());
    }
    Map<String, Value> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (entry.getKey().isEmpty()) {
        throw Rejection.validation("Empty attribute name");
      }
      attributes.put(entry.getKey(), read(entry.getValue(), depth));
    }
    return attributes;
  }

  public static Value read(JsonNode node) {
    return read(node, 0);
  }

  private static Value read(JsonNode node, int depth) {
    if (depth > MAX_DEPTH) {
      throw Rejection.validation("Nesting Levels have exceeded supported limits");
    }
    if (node.isNull()) {
      throw Rejection.validation("The supplied Item contains a null AttributeValue");
    }
    if (!node.isObject()) {
      throw Rejection.serialization("Expected an attribute value, found " + node.getNodeType());
    }
    if (node.size() > 1) {
      throw Rejection.validation(
          "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the"
              + " supported datatypes");
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      return read(entry.getKey(), entry.getValue(), depth);
    }
    throw emptyValue();
  }

  private static Value read(String type, JsonNode node, int depth) {
    return switch (type) {
      case "S" -> new Value.S(text(node));
      case "N" -> Numbers.parse(text(node));
      case "B" -> new Value.B(Bytes.fromBase64(text(node)));
      case "BOOL" -> new Value.Bool(bool(node));
      case "NULL" -> nullValue(node);
      case "SS" -> new Value.SS(set("string", node, text -> text));
      case "NS" -> new Value.NS(set("number", node, Numbers::parse));
      case "BS" -> new Value.BS(set("binary", node, Bytes::fromBase64));
      case "L" -> list(node, depth);
      case "M" -> new Value.M(readMap(node, depth + 1));
      default -> throw emptyValue();
    };
  }

  private static Value nullValue(JsonNode node) {
    if (!bool(node)) {
      throw Rejection.validation(
          "One or more parameter values were invalid: Null attribute value types must have the value of true");
    }
    return new Value.Null();
  }

  private static Value list(JsonNode node, int depth) {
    if (!node.isArray()) {
      throw Rejection.serialization("Expected a list, found " + node.getNodeType());
    }
    List<Value> values = new ArrayList<>(node.size());
    for (JsonNode element : node) {
      values.add(read(element, depth + 1));
    }
    return new Value.L(values);
  }

  private static <T> Set<T> set(String kind, JsonNode node, Function<String, T> parse) {
    if (!node.isArray()) {
      throw Rejection.serialization("Expected a " + kind + " set, found " + node.getNodeType());
    }
    if (node.isEmpty()) {
      throw Rejection.validation(
          "One or more parameter values were invalid: An " + kind + " set  may not be empty");
    }
    Set<T> values = new LinkedHashSet<>();
    for (JsonNode element : node) {
      if (!values.add(parse.apply(text(element)))) {
        throw Rejection.validation(
            "One or more parameter values were invalid: Input collection "
                + node
                + " contains duplicates.");
      }
    }
    return values;
  }

  private static String text(JsonNode node) {
    if (!node.isString()) {
      throw Rejection.serialization(node.getNodeType() + " value cannot be converted to String");
    }
    return node.stringValue();
  }

  private static boolean bool(JsonNode node) {
    if (!node.isBoolean()) {
      throw Rejection.serialization(node.getNodeType() + " value cannot be converted to Boolean");
    }
    return node.booleanValue();
  }

  private static Rejection emptyValue() {
    return Rejection.validation(
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
  }

  public static ObjectNode write(Item item) {
    return write(item.attributes());
  }

  public static ObjectNode write(Map<String, Value> attributes) {
    ObjectNode node = JSON.objectNode();
    attributes.forEach((name, value) -> node.set(name, write(value)));
    return node;
  }

  public static ObjectNode write(Value value) {
    ObjectNode node = JSON.objectNode();
    JsonNode content =
        switch (value) {
          case Value.S s -> JSON.stringNode(s.text());
          case Value.N n -> JSON.stringNode(n.number().toPlainString());
          case Value.B b -> JSON.stringNode(b.bytes().base64());
          case Value.Bool b -> JSON.booleanNode(b.value());
          case Value.Null _ -> JSON.booleanNode(true);
          case Value.L list -> array(list.values(), JsonValues::write);
          case Value.M map -> write(map.values());
          case Value.SS set -> array(set.values(), JSON::stringNode);
          case Value.NS set ->
              array(set.values(), n -> JSON.stringNode(n.number().toPlainString()));
          case Value.BS set -> array(set.values(), b -> JSON.stringNode(b.base64()));
        };
    node.set(value.type(), content);
    return node;
  }

  private static <T> ArrayNode array(Iterable<T> values, Function<T, JsonNode> write) {
    ArrayNode array = JSON.arrayNode();
    for (T value : values) {
      array.add(write.apply(value));
    }
    return array;
  }
}
