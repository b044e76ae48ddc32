package io.acteon.bench.state;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import tools.jackson.databind.JsonNode;

/**
 * A request that the engine sent for one id, made ready to be sent for any other: same expressions,
 * same values but for the id. Versions and times are those of the capture, so its conditions hold
 * once per id. Immutable.
 */
sealed interface Replay {
  void send(Bare bare, String id);

  boolean isAbout(String id);

  static Replay of(String operation, JsonNode body, String id) {
    String pk = body.at("/Key/pk/S").stringValue();
    String sk = body.at("/Key/sk/S").stringValue();
    if (operation.equals("GetItem")) {
      GetItemRequest request =
          GetItemRequest.builder()
              .tableName(body.get("TableName").stringValue())
              .consistentRead(body.path("ConsistentRead").asBoolean(false))
              .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
              .build();
      return new Get(request, new Key(pk, sk, id));
    }
    UpdateItemRequest request = update(body);
    boolean inValues =
        request.expressionAttributeValues().values().stream()
            .anyMatch(value -> value.s() != null && value.s().contains(id));
    return new Update(request, new Key(pk, sk, id), inValues);
  }

  private static UpdateItemRequest update(JsonNode body) {
    return UpdateItemRequest.builder()
        .tableName(body.get("TableName").stringValue())
        .conditionExpression(body.get("ConditionExpression").stringValue())
        .updateExpression(body.get("UpdateExpression").stringValue())
        .expressionAttributeNames(
            body.path("ExpressionAttributeNames").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().stringValue())))
        .expressionAttributeValues(
            body.get("ExpressionAttributeValues").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> value(e.getValue()))))
        .returnValues(body.path("ReturnValues").stringValue("NONE"))
        .returnValuesOnConditionCheckFailure(
            body.path("ReturnValuesOnConditionCheckFailure").stringValue("NONE"))
        .returnConsumedCapacity(body.path("ReturnConsumedCapacity").stringValue("NONE"))
        .build();
  }

  private static AttributeValue value(JsonNode typed) {
    Map.Entry<String, JsonNode> only = typed.properties().iterator().next();
    return switch (only.getKey()) {
      case "S" -> AttributeValue.fromS(only.getValue().stringValue());
      case "N" -> AttributeValue.fromN(only.getValue().stringValue());
      case "BOOL" -> AttributeValue.fromBool(only.getValue().booleanValue());
      default -> throw new IllegalStateException("a value of type " + only.getKey());
    };
  }

  /** The key of an item whose id was {@code id}. */
  record Key(String pk, String sk, String id) {
    Map<String, AttributeValue> with(String other) {
      return Map.of(
          "pk", AttributeValue.fromS(pk.replace(id, other)),
          "sk", AttributeValue.fromS(sk.replace(id, other)));
    }

    boolean has(String part) {
      return pk.contains(part) || sk.contains(part);
    }
  }

  /** A read. */
  record Get(GetItemRequest request, Key key) implements Replay {
    @Override
    public void send(Bare bare, String id) {
      bare.get(request.toBuilder().key(key.with(id)).build());
    }

    @Override
    public boolean isAbout(String id) {
      return key.has(id);
    }
  }

  /** A write; {@code inValues}: the id is not only in the key. */
  record Update(UpdateItemRequest request, Key key, boolean inValues) implements Replay {
    @Override
    public void send(Bare bare, String id) {
      UpdateItemRequest.Builder builder = request.toBuilder().key(key.with(id));
      if (inValues) {
        builder.expressionAttributeValues(values(id));
      }
      bare.update(builder.build());
    }

    private Map<String, AttributeValue> values(String id) {
      Map<String, AttributeValue> values = new HashMap<>(request.expressionAttributeValues());
      values.replaceAll((_, value) ->
          value.s() == null ? value : AttributeValue.fromS(value.s().replace(key.id(), id)));
      return values;
    }

    @Override
    public boolean isAbout(String id) {
      return key.has(id);
    }
  }
}
