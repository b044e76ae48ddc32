package io.acteon.bench.state;

import io.acteon.bench.compare.Cost;
import io.acteon.bench.compare.Sdk;
import io.acteon.bench.compare.Target.Place;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Bare calls of the AWS SDK on a table of state. Every request asks for its capacity, as the
 * engine's do. Thread-safe.
 */
final class Bare implements AutoCloseable {
  private final Cost cost = new Cost();
  private final String table;
  private final Sdk sdk;
  private final DynamoDbClient client;

  Bare(Place place) {
    this.table = place.table();
    this.sdk = Sdk.at(place);
    this.client = sdk.client();
  }

  Cost cost() {
    return cost;
  }

  static Map<String, AttributeValue> key(String pk) {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS("-"));
  }

  void get(GetItemRequest request) {
    cost.read(client.getItem(request).consumedCapacity());
  }

  UpdateItemResponse update(UpdateItemRequest request) {
    try {
      UpdateItemResponse response = client.updateItem(request);
      cost.wrote(response.consumedCapacity());
      return response;
    } catch (ConditionalCheckFailedException e) {
      cost.conditionFailed();
      throw e;
    }
  }

  /** Puts the item where there is none; answers whether that was so. */
  boolean putIfAbsent(Map<String, AttributeValue> item) {
    PutItemRequest request =
        PutItemRequest.builder()
            .tableName(table)
            .item(item)
            .conditionExpression("attribute_not_exists(pk)")
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
            .build();
    try {
      cost.wrote(client.putItem(request).consumedCapacity());
      return true;
    } catch (ConditionalCheckFailedException _) {
      cost.conditionFailed();
      return false;
    }
  }

  void delete(String pk) {
    DeleteItemRequest request =
        DeleteItemRequest.builder()
            .tableName(table)
            .key(key(pk))
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
            .build();
    cost.wrote(client.deleteItem(request).consumedCapacity());
  }

  /** The request that adds 1 to a number and answers it. */
  UpdateItemRequest add(String pk) {
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(key(pk))
        .updateExpression("ADD c :one")
        .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))
        .returnValues("UPDATED_NEW")
        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
        .build();
  }

  @Override
  public void close() {
    sdk.close();
  }
}
