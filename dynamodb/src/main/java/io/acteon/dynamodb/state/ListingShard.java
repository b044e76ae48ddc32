package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.dynamodb.internal.Connection;
import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.time.Deadline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The items of one partition in the order of their sort keys, read in chunks as they are taken. For
 * one thread.
 */
final class ListingShard {
  private final Connection connection;
  private final Deadline deadline;
  private final CallMeter meter;
  private final Deque<Item> read = new ArrayDeque<>();
  private QueryRequest request;
  private boolean exhausted;

  /**
   * A reader of what sorts behind {@code after} and begins with {@code begins}.
   *
   * @param chunk how many items a request reads at most
   */
  ListingShard(
      Connection connection,
      String pk,
      String begins,
      Optional<String> after,
      int chunk,
      Deadline deadline,
      CallMeter meter) {
    this.connection = connection;
    this.deadline = deadline;
    this.meter = meter;
    QueryRequest.Builder query = QueryRequest.builder().limit(chunk).consistentRead(true);
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":pk", AttributeValue.fromS(pk)));
    if (begins.isEmpty()) {
      query
          .keyConditionExpression("#pk = :pk")
          .expressionAttributeNames(Map.of("#pk", ItemKey.PARTITION));
    } else {
      values.put(":begins", AttributeValue.fromS(begins));
      query
          .keyConditionExpression("#pk = :pk AND begins_with(#sk, :begins)")
          .expressionAttributeNames(Map.of("#pk", ItemKey.PARTITION, "#sk", ItemKey.SORT));
    }
    if (after.isPresent()) {
      String from = after.get();
      boolean isInside = from.startsWith(begins);
      // A start outside of the range is refused: behind it nothing follows, before it all does.
      exhausted = !isInside && Listing.BY_BYTES.compare(from, begins) > 0;
      if (isInside) {
        query.exclusiveStartKey(new ItemKey(pk, from, Optional.empty()).attributes());
      }
    }
    this.request = query.expressionAttributeValues(values).build();
  }

  /** The first item not taken yet, if there is one. */
  Optional<Item> peek() {
    while (read.isEmpty() && !exhausted) {
      QueryResponse page = Reads.query(connection, request, deadline, meter);
      page.items().forEach(item -> read.add(new Item(item)));
      exhausted = !page.hasLastEvaluatedKey();
      request = request.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).build();
    }
    return Optional.ofNullable(read.peek());
  }

  Item take() {
    return read.remove();
  }
}
