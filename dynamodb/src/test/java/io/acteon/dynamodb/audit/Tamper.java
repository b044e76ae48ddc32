package io.acteon.dynamodb.audit;

import io.acteon.dynamodb.local.SharedDynamoDbLocal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeAction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Somebody who can write the table behind the gateway's back. */
final class Tamper {
  private static final DynamoDbClient CLIENT =
      DynamoDbClient.builder()
          .endpointOverride(SharedDynamoDbLocal.url())
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("tamper", "tamper")))
          .httpClient(Apache5HttpClient.create())
          .build();

  private Tamper() {}

  static Map<String, AttributeValue> get(String table, String id) {
    return CLIENT
        .getItem(
            GetItemRequest.builder()
                .tableName(table)
                .key(TableAccess.key(id))
                .consistentRead(true)
                .build())
        .item();
  }

  static void put(String table, Map<String, AttributeValue> item) {
    var _ = CLIENT.putItem(PutItemRequest.builder().tableName(table).item(item).build());
  }

  static void set(String table, String id, String attribute, String text) {
    set(table, id, attribute, AttributeValue.fromS(text));
  }

  static void set(String table, String id, String attribute, AttributeValue value) {
    update(table, id, attribute, AttributeAction.PUT, value);
  }

  static void remove(String table, String id, String attribute) {
    update(table, id, attribute, AttributeAction.DELETE, null);
  }

  private static void update(
      String table,
      String id,
      String attribute,
      AttributeAction action,
      @Nullable AttributeValue value) {
    var change = AttributeValueUpdate.builder().action(action).value(value).build();
    var _ =
        CLIENT.updateItem(
            UpdateItemRequest.builder()
                .tableName(table)
                .key(TableAccess.key(id))
                .attributeUpdates(Map.of(attribute, change))
                .build());
  }

  static void commit(TransactWriteItemsRequest commit) {
    var _ = CLIENT.transactWriteItems(commit);
  }

  static void delete(String table, String id) {
    var _ =
        CLIENT.deleteItem(
            DeleteItemRequest.builder().tableName(table).key(TableAccess.key(id)).build());
  }
}
