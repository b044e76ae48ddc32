package io.acteon.dynamodb.audit;

import io.acteon.dynamodb.internal.Backoff;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.dynamodb.internal.Connection;
import io.acteon.store.StoreCall;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Reads of the audit table, metered. Thread-safe. */
final class TableAccess {
  /**
   * The condition that there is no such item. The name stands in it as it is, no reserved word: a
   * commit has the condition up to 99 times, and would have a map of names beside each.
   */
  static final String ABSENT = "attribute_not_exists(" + Attribute.ID + ")";

  private static final int MAX_BATCH_GET = 100; // DynamoDB's limit
  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final Duration MOST_PAUSE = Duration.ofSeconds(1);

  private final Connection connection;
  private final Backoff backoff = new Backoff(FIRST_PAUSE, MOST_PAUSE, new Random());

  TableAccess(Connection connection) {
    this.connection = connection;
  }

  Connection connection() {
    return connection;
  }

  /** Runs {@code reading} as one call called {@code name}. */
  <T> T metered(String name, Function<CallMeter, T> reading) {
    CallMeter meter = connection.meter(name);
    try {
      T result = reading.apply(meter);
      meter.ended(StoreCall.Result.READ);
      return result;
    } catch (StoreException.Unavailable e) {
      meter.ended(StoreCall.Result.UNAVAILABLE);
      throw e;
    } catch (StoreException.Rejected e) {
      meter.ended(StoreCall.Result.REJECTED);
      throw e;
    }
  }

  /** The item, strongly consistent; empty when there is none. */
  Map<String, AttributeValue> get(String id, Deadline deadline, CallMeter meter) {
    GetItemRequest request =
        GetItemRequest.builder()
            .tableName(connection.table())
            .key(key(id))
            .consistentRead(true)
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
            .build();
    var response =
        connection
            .attempts()
            .read(
                "GetItem",
                limits ->
                    connection
                        .client()
                        .getItem(request.toBuilder().overrideConfiguration(limits).build()),
                deadline,
                meter);
    meter.read(response.consumedCapacity());
    return response.item();
  }

  /** The items that there are, by id, strongly consistent. */
  Map<String, Map<String, AttributeValue>> getAll(
      Collection<String> ids, Deadline deadline, CallMeter meter) {
    return getAll(ids, true, deadline, meter);
  }

  /** The items that there were a moment ago, by id, at half the price. */
  Map<String, Map<String, AttributeValue>> peekAll(
      Collection<String> ids, Deadline deadline, CallMeter meter) {
    return getAll(ids, false, deadline, meter);
  }

  private Map<String, Map<String, AttributeValue>> getAll(
      Collection<String> ids, boolean strongly, Deadline deadline, CallMeter meter) {
    var found = new HashMap<String, Map<String, AttributeValue>>();
    var rest = new ArrayList<>(ids.stream().distinct().toList());
    for (int failures = 0; !rest.isEmpty(); ) {
      List<String> some = List.copyOf(rest.subList(0, Math.min(MAX_BATCH_GET, rest.size())));
      rest.subList(0, some.size()).clear();
      List<String> unprocessed = getBatch(some, strongly, found, deadline, meter);
      failures = unprocessed.isEmpty() ? 0 : failures + 1;
      rest.addAll(unprocessed);
      if (failures > 0) {
        pause(backoff.after(failures), deadline);
      }
    }
    return found;
  }

  private List<String> getBatch(
      List<String> ids,
      boolean strongly,
      Map<String, Map<String, AttributeValue>> found,
      Deadline deadline,
      CallMeter meter) {
    BatchGetItemRequest request =
        BatchGetItemRequest.builder()
            .requestItems(
                Map.of(
                    connection.table(),
                    KeysAndAttributes.builder()
                        .keys(ids.stream().map(TableAccess::key).toList())
                        .consistentRead(strongly)
                        .build()))
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
            .build();
    var response =
        connection
            .attempts()
            .read(
                "BatchGetItem",
                limits ->
                    connection
                        .client()
                        .batchGetItem(request.toBuilder().overrideConfiguration(limits).build()),
                deadline,
                meter);
    response.consumedCapacity().forEach(meter::read);
    response
        .responses()
        .getOrDefault(connection.table(), List.of())
        .forEach(item -> found.put(id(item), item));
    KeysAndAttributes unprocessed = response.unprocessedKeys().get(connection.table());
    return unprocessed == null
        ? List.of()
        : unprocessed.keys().stream().map(TableAccess::id).toList();
  }

  /** One page of an index. */
  QueryResponse query(QueryRequest request, Deadline deadline, CallMeter meter) {
    var response =
        connection
            .attempts()
            .read(
                "Query",
                limits ->
                    connection
                        .client()
                        .query(
                            request.toBuilder()
                                .tableName(connection.table())
                                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                                .overrideConfiguration(limits)
                                .build()),
                deadline,
                meter);
    meter.read(response.consumedCapacity());
    return response;
  }

  private void pause(Duration time, Deadline deadline) {
    if (deadline.hasPassed()) {
      throw new StoreException.Unavailable(
          "table " + connection.table() + " did not serve all items of a batch by the deadline");
    }
    try {
      connection.time().sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted while reading " + connection.table(), e);
    }
  }

  static Map<String, AttributeValue> key(String id) {
    return Map.of(Attribute.ID, AttributeValue.fromS(id));
  }

  private static String id(Map<String, AttributeValue> item) {
    AttributeValue id = item.get(Attribute.ID);
    if (id == null) {
      throw new IllegalStateException("DynamoDB answered an item without its key");
    }
    return id.s();
  }
}
