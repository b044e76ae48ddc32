package io.acteon.dynamodb.audit;

import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.dynamodb.internal.Reply;
import io.acteon.store.StoreCall;
import io.acteon.time.Deadline;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * Until when all intents of a deployment have outcomes: an item that only moves on. It is a hint:
 * whoever moves it hides nothing from verification, which counts unresolved intents. Thread-safe.
 */
final class SweptMark {
  private final TableAccess table;
  private final TrailKeys keys;

  SweptMark(TableAccess table, TrailKeys keys) {
    this.table = table;
    this.keys = keys;
  }

  /** The epoch when there is none. */
  Instant read(Deadline deadline) {
    return table.metered(
        "swept_mark",
        meter -> {
          AttributeValue to = table.get(keys.sweptId(), deadline, meter).get(Attribute.SWEPT_TO);
          return to == null || to.n() == null
              ? Instant.EPOCH
              : Instant.ofEpochMilli(Long.parseLong(to.n()));
        });
  }

  void move(Instant to, Deadline deadline) {
    AttributeValue millis = RecordItem.number(to.toEpochMilli());
    PutItemRequest request =
        PutItemRequest.builder()
            .tableName(table.connection().table())
            .item(Map.of(Attribute.ID, RecordItem.text(keys.sweptId()), Attribute.SWEPT_TO, millis))
            .conditionExpression("attribute_not_exists(#to) OR #to < :to")
            .expressionAttributeNames(Map.of("#to", Attribute.SWEPT_TO))
            .expressionAttributeValues(Map.of(":to", millis))
            .build();
    CallMeter meter = table.connection().meter("swept_mark");
    var reply =
        table
            .connection()
            .attempts()
            .send(
                "PutItem",
                limits ->
                    table
                        .connection()
                        .client()
                        .putItem(request.toBuilder().overrideConfiguration(limits).build()),
                deadline,
                meter);
    switch (reply) {
      case Reply.Answered<?> _ -> meter.ended(StoreCall.Result.APPLIED);
      case Reply.Refused<?> _ -> meter.ended(StoreCall.Result.REFUSED); // Another was faster.
      case Reply.Lost<?> lost -> {
        meter.ended(StoreCall.Result.UNAVAILABLE);
        throw lost.fault();
      }
    }
  }
}
