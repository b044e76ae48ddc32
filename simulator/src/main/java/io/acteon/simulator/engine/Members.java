package io.acteon.simulator.engine;

import io.acteon.simulator.value.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the members of requests as their types demand. */
final class Members {
  private static final Pattern TABLE_NAME = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");
  private static final Set<String> LEGACY =
      Set.of(
          "Expected",
          "AttributeUpdates",
          "AttributesToGet",
          "KeyConditions",
          "QueryFilter",
          "ScanFilter",
          "ConditionalOperator");

  private Members() {}

  static @Nullable JsonNode find(JsonNode request, String member) {
    JsonNode node = request.get(member);
    return node == null || node.isNull() ? null : node;
  }

  static @Nullable String findString(JsonNode request, String member) {
    JsonNode node = find(request, member);
    if (node == null) {
      return null;
    }
    if (!node.isString()) {
      throw Rejection.serialization(
          member + ": " + node.getNodeType() + " value cannot be converted to String");
    }
    return node.stringValue();
  }

  static String string(JsonNode request, String member) {
    String value = findString(request, member);
    if (value == null) {
      throw missing(member);
    }
    return value;
  }

  static Rejection missing(String member) {
    String name = Character.toLowerCase(member.charAt(0)) + member.substring(1);
    return Rejection.validation(
        "1 validation error detected: Value null at '"
            + name
            + "' failed to satisfy constraint: Member must not be null");
  }

  static Rejection outside(String member, Object value, String constraint) {
    String name = Character.toLowerCase(member.charAt(0)) + member.substring(1);
    return Rejection.validation(
        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s"
            .formatted(value, name, constraint));
  }

  static boolean flag(JsonNode request, String member) {
    JsonNode node = find(request, member);
    if (node != null && !node.isBoolean()) {
      throw Rejection.serialization(
          member + ": " + node.getNodeType() + " value cannot be converted to Boolean");
    }
    return node != null && node.booleanValue();
  }

  static @Nullable Integer findInteger(JsonNode request, String member) {
    JsonNode node = find(request, member);
    if (node == null) {
      return null;
    }
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw Rejection.serialization(
          member + ": " + node.getNodeType() + " value cannot be converted to Integer");
    }
    return node.intValue();
  }

  /** The elements of a list, none if it is absent. */
  static List<JsonNode> list(JsonNode request, String member) {
    JsonNode node = find(request, member);
    List<JsonNode> elements = new ArrayList<>();
    if (node != null) {
      if (!node.isArray()) {
        throw Rejection.serialization(member + " is not a list");
      }
      node.forEach(elements::add);
    }
    return elements;
  }

  /** A member that must be one of these, or the first of them if it is absent. */
  static String oneOf(JsonNode request, String member, String... allowed) {
    String value = findString(request, member);
    if (value == null) {
      return allowed[0];
    }
    List<String> all = List.of(allowed);
    if (!all.contains(value)) {
      throw outside(
          member, value, "Member must satisfy enum value set: [" + String.join(", ", all) + "]");
    }
    return value;
  }

  static String tableName(JsonNode request) {
    return tableName(string(request, "TableName"));
  }

  static String tableName(String value) {
    // Data operations take a table's ARN as well.
    String name =
        value.startsWith("arn:") ? value.substring(value.lastIndexOf(":table/") + 7) : value;
    if (name.length() < 3 || name.length() > 255) {
      throw Rejection.validation(
          "TableName must be at least 3 characters long and at most 255 characters long");
    }
    if (!TABLE_NAME.matcher(name).matches()) {
      throw outside(
          "TableName", name, "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
    }
    return name;
  }

  static void refuseLegacy(JsonNode request) {
    for (String member : LEGACY) {
      if (find(request, member) != null) {
        throw Rejection.validation(
            "The simulator knows no legacy conditions: " + member + "; use expressions");
      }
    }
  }
}
