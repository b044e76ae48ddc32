package io.acteon.bench.state;

import io.acteon.bench.state.Target.Place;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The AWS SDK and nothing else, set up as the engine's own client is: synchronous, on the AWS
 * common runtime, without retries, with the same time limits. Every request asks for its capacity,
 * as the engine's do. Thread-safe.
 */
final class Bare implements AutoCloseable {
  private static final int CONNECTIONS = 256;
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(2);

  private final Cost cost = new Cost();
  private final String table;
  private final SdkHttpClient http;
  private final DynamoDbClient client;

  Bare(Place place) {
    this.table = place.table();
    this.http = AwsCrtHttpClient.builder().maxConcurrency(CONNECTIONS).build();
    DynamoDbClientBuilder builder =
        DynamoDbClient.builder()
            .region(Region.of(place.region()))
            .endpointOverride(place.url())
            .credentialsProvider(credentials(place))
            .httpClient(http)
            .overrideConfiguration(
                ClientOverrideConfiguration.builder()
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .apiCallTimeout(CALL_TIMEOUT)
                    .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                    .build());
    this.client = builder.build();
  }

  private static AwsCredentialsProvider credentials(Place place) {
    return place.isLocal()
        ? StaticCredentialsProvider.create(AwsBasicCredentials.create("acteonlocal", "acteonlocal"))
        : DefaultCredentialsProvider.builder().build();
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
    client.close();
    http.close();
  }
}
