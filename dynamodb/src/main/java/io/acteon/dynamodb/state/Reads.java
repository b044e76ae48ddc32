package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.dynamodb.internal.Connection;
import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.store.StoreCall;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Reads that are reported like writes; always strongly consistent, except from an index. */
final class Reads {
  private Reads() {}

  static Item item(Connection connection, String name, ItemKey key, Deadline deadline) {
    return metered(
        connection,
        name,
        meter -> {
          GetItemRequest request = request(connection.table(), key);
          GetItemResponse response =
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
          return new Item(response.item());
        });
  }

  /** The whole item as it is now, not as it was a moment ago. */
  static GetItemRequest request(String table, ItemKey key) {
    return GetItemRequest.builder()
        .tableName(table)
        .key(key.attributes())
        .consistentRead(true)
        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
        .build();
  }

  /** One page of a query; {@code request} says what is asked, consistency included. */
  static QueryResponse query(
      Connection connection, QueryRequest request, Deadline deadline, CallMeter meter) {
    QueryResponse response =
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

  /** Runs {@code reading} as one call called {@code name}. */
  static <T> T metered(Connection connection, String name, Function<CallMeter, T> reading) {
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
}
