package io.acteon.dynamodb.audit;

import io.acteon.audit.CursorSeal;
import io.acteon.crypto.Octets;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.dynamodb.internal.Reply;
import io.acteon.store.StoreCall;
import io.acteon.time.Deadline;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * The secret that cursors are sealed with: made once per deployment and kept in the table, so that
 * every replica takes the cursors of the others. Thread-safe.
 */
final class CursorKey {
  private static final String SECRET = "secret";

  private final TableAccess table;
  private final String id;
  private final AtomicReference<CursorSeal> seal = new AtomicReference<>();

  CursorKey(TableAccess table, TrailKeys keys) {
    this.table = table;
    this.id = keys.cursorKeyId();
  }

  CursorSeal seal(Deadline deadline) {
    CursorSeal known = seal.get();
    if (known != null) {
      return known;
    }
    Map<String, AttributeValue> item =
        table.metered("cursor_key", meter -> table.get(id, deadline, meter));
    if (item.isEmpty()) {
      propose(deadline);
      item = table.metered("cursor_key", meter -> table.get(id, deadline, meter));
    }
    Octets secret =
        RecordItem.bytes(item, SECRET)
            .orElseThrow(() ->
                new IllegalStateException(
                    "the item " + id + " of the audit table has no " + SECRET));
    var made = new CursorSeal(secret.toArray());
    seal.set(made);
    return made;
  }

  /** Puts a new secret unless another replica did; either way there is one afterwards. */
  private void propose(Deadline deadline) {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    PutItemRequest request =
        PutItemRequest.builder()
            .tableName(table.connection().table())
            .item(
                Map.of(
                    Attribute.ID,
                    RecordItem.text(id),
                    SECRET,
                    RecordItem.binary(Octets.of(secret))))
            .conditionExpression("attribute_not_exists(#id)")
            .expressionAttributeNames(Map.of("#id", Attribute.ID))
            .build();
    CallMeter meter = table.connection().meter("cursor_key");
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
      case Reply.Refused<?> _ -> meter.ended(StoreCall.Result.REFUSED);
      case Reply.Lost<?> lost -> {
        meter.ended(StoreCall.Result.UNAVAILABLE);
        throw lost.fault();
      }
    }
  }
}
