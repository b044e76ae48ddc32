package io.acteon.dynamodb.audit;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** Somebody who can write all of a table behind the gateway's back, and put it back. */
final class TableHand implements AutoCloseable {
  private final DynamoDbClient client;
  private final String table;

  TableHand(URI url, String table) {
    this.table = table;
    this.client =
        DynamoDbClient.builder()
            .endpointOverride(url)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("hand", "hand")))
            .httpClient(Apache5HttpClient.create())
            .build();
  }

  /** All items, by id. */
  Map<String, Map<String, AttributeValue>> all() {
    var all = new HashMap<String, Map<String, AttributeValue>>();
    client
        .scanPaginator(ScanRequest.builder().tableName(table).consistentRead(true).build())
        .items()
        .forEach(item -> all.put(id(item), item));
    return all;
  }

  Map<String, AttributeValue> get(String id) {
    return client
        .getItem(
            GetItemRequest.builder()
                .tableName(table)
                .key(TableAccess.key(id))
                .consistentRead(true)
                .build())
        .item();
  }

  private static String id(Map<String, AttributeValue> item) {
    return item.getOrDefault(Attribute.ID, RecordItem.text("")).s();
  }

  void put(Map<String, AttributeValue> item) {
    var _ = client.putItem(PutItemRequest.builder().tableName(table).item(item).build());
  }

  void put(Map<String, AttributeValue> item, String attribute, AttributeValue value) {
    put(Mutations.with(item, attribute, value).item());
  }

  void remove(String id, String attribute) {
    var item = new HashMap<>(get(id));
    item.remove(attribute);
    put(item);
  }

  void delete(String id) {
    var _ =
        client.deleteItem(
            DeleteItemRequest.builder().tableName(table).key(TableAccess.key(id)).build());
  }

  /** Makes the items {@code ids} what they are in {@code snapshot}, or nothing. */
  void restore(Map<String, Map<String, AttributeValue>> snapshot, List<String> ids) {
    for (String id : ids) {
      Map<String, AttributeValue> item = snapshot.get(id);
      if (item == null) {
        delete(id);
      } else {
        put(item);
      }
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
