package io.acteon.dynamodb.exhaustive;

import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A request as it goes over the wire. Immutable by agreement: nobody changes the body. */
final class Message {
  private static final Pattern ALIAS = Pattern.compile("#([A-Za-z0-9_]+)");
  private static final Pattern PLACEHOLDER = Pattern.compile("[#:][A-Za-z0-9_]+");

  private final String action;
  private final ObjectNode body;
  private final int hash; // Computed once: messages are looked up more often than made.

  private Message(String action, ObjectNode body) {
    this.action = action;
    this.body = body;
    this.hash = 31 * action.hashCode() + body.hashCode();
  }

  String action() {
    return action;
  }

  ObjectNode body() {
    return body;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Message that
            && hash == that.hash
            && action.equals(that.action)
            && body.equals(that.body));
  }

  static Message of(UpdateItemRequest request) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("TableName", request.tableName());
    body.set("Key", Attributes.write(request.key()));
    body.put("ConditionExpression", request.conditionExpression());
    body.put("UpdateExpression", request.updateExpression());
    if (request.hasExpressionAttributeNames()) {
      ObjectNode names = body.putObject("ExpressionAttributeNames");
      request.expressionAttributeNames().forEach(names::put);
    }
    body.set("ExpressionAttributeValues", Attributes.write(request.expressionAttributeValues()));
    body.put("ReturnValues", request.returnValuesAsString());
    body.put(
        "ReturnValuesOnConditionCheckFailure",
        request.returnValuesOnConditionCheckFailureAsString());
    return new Message("UpdateItem", body);
  }

  static Message of(GetItemRequest request) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("TableName", request.tableName());
    body.set("Key", Attributes.write(request.key()));
    body.put("ConsistentRead", Boolean.TRUE.equals(request.consistentRead()));
    return new Message("GetItem", body);
  }

  String text(String member) {
    JsonNode found = body.get(member);
    return found == null ? "" : found.asString();
  }

  /** Whether it has a number as one of its values. */
  boolean hasNumber(String placeholder, long number) {
    return body.path("ExpressionAttributeValues")
        .path(placeholder)
        .path("N")
        .asString("")
        .equals(Long.toString(number));
  }

  /** One of its values as text; empty if it has no such value. */
  String value(String placeholder) {
    JsonNode value = body.path("ExpressionAttributeValues").path(placeholder);
    return value.path("S").asString(value.path("N").asString(""));
  }

  /** Whether it may see an older state than that of the moment. */
  boolean isStaleRead() {
    return action.equals("GetItem") && !body.path("ConsistentRead").asBoolean(false);
  }

  /** The same with something else for a part of an expression, if it has that part. */
  Message replaced(String member, String part, String instead) {
    if (!mentions(member, part)) {
      return this;
    }
    ObjectNode changed = body.deepCopy();
    changed.put(member, text(member).replace(spelled(part), spelled(instead)));
    return new Message(action, changed);
  }

  /** Whether the expression has a part, whose attributes are all aliased. */
  boolean mentions(String member, String part) {
    return text(member).contains(spelled(part));
  }

  /** The part as this request spells it: an attribute that it has no alias for by its own name. */
  private String spelled(String part) {
    JsonNode names = body.path("ExpressionAttributeNames");
    return ALIAS
        .matcher(part)
        .replaceAll(found -> names.has(found.group()) ? found.group() : found.group(1));
  }

  /** A consistent read of the item that it writes. */
  Message reading() {
    ObjectNode read = JsonNodeFactory.instance.objectNode();
    read.put("TableName", text("TableName")).put("ConsistentRead", true);
    read.set("Key", body.path("Key"));
    return new Message("GetItem", read);
  }

  Message without(String member) {
    ObjectNode changed = body.deepCopy();
    changed.remove(member);
    return new Message(action, changed);
  }

  /** The same as another action. */
  Message as(String otherAction) {
    ObjectNode changed = body.deepCopy();
    if (!otherAction.equals("UpdateItem")) {
      changed.remove("UpdateExpression");
    }
    return new Message(otherAction, changed);
  }

  /** Without the names and values that no expression mentions, which DynamoDB would not take. */
  Message tidied() {
    ObjectNode changed = body.deepCopy();
    var used =
        PLACEHOLDER
            .matcher(text("ConditionExpression") + " " + text("UpdateExpression"))
            .results()
            .map(found -> found.group())
            .toList();
    for (String member : new String[] {"ExpressionAttributeNames", "ExpressionAttributeValues"}) {
      if (changed.get(member) instanceof ObjectNode placeholders) {
        placeholders.retain(used);
        if (placeholders.isEmpty()) {
          changed.remove(member);
        }
      }
    }
    return new Message(action, changed);
  }

  /** The values that tell requests of one scenario apart. */
  @Override
  public String toString() {
    if (action.equals("GetItem")) {
      return "read";
    }
    var values = new TreeMap<>(Attributes.read(body.path("ExpressionAttributeValues")));
    values.keySet().removeAll(Set.of(":z", ":t", ":oid", ":ttl", ":zero"));
    String told =
        values.entrySet().stream()
            .map(value -> value.getKey() + "=" + Attributes.text(value.getValue()))
            .collect(Collectors.joining(" "));
    return text("UpdateExpression").startsWith("SET f=:v") ? "seal " + told : told;
  }
}
