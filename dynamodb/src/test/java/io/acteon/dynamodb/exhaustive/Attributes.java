package io.acteon.dynamodb.exhaustive;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Attribute values, of the two types that the state engine uses, on the wire and back. */
final class Attributes {
  private Attributes() {}

  static ObjectNode write(Map<String, AttributeValue> attributes) {
    ObjectNode written = JsonNodeFactory.instance.objectNode();
    attributes.forEach((name, value) -> written.set(name, write(value)));
    return written;
  }

  private static ObjectNode write(AttributeValue value) {
    ObjectNode written = JsonNodeFactory.instance.objectNode();
    return switch (value.type()) {
      case S -> written.put("S", value.s());
      case N -> written.put("N", value.n());
      case SS, NS, BS, B, L, M, BOOL, NUL, UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalArgumentException("the state engine does not write " + value);
    };
  }

  /** An absent node is no attributes. */
  static Map<String, AttributeValue> read(JsonNode node) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      JsonNode text = member.getValue().get("S");
      attributes.put(
          member.getKey(),
          text != null
              ? AttributeValue.fromS(text.stringValue())
              : AttributeValue.fromN(member.getValue().get("N").stringValue()));
    }
    return attributes;
  }

  static String text(AttributeValue value) {
    return value.s() != null ? value.s() : value.n();
  }
}
