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
  private final TableAccess table;
  private final String id;
  private final boolean mayPropose;
  private final AtomicReference<CursorSeal> seal = new AtomicReference<>();

  private CursorKey(TableAccess table, TrailKeys keys, boolean mayPropose) {
    this.table = table;
    this.id = keys.cursorKeyId();
    this.mayPropose = mayPropose;
  }

  /** The table's secret, made when there is none yet. */
  static CursorKey made(TableAccess table, TrailKeys keys) {
    return new CursorKey(table, keys, true);
  }

  /** The table's secret if there is one, else one of this process. */
  static CursorKey found(TableAccess table, TrailKeys keys) {
    return new CursorKey(table, keys, false);
  }

  CursorSeal seal(Deadline deadline) {
    CursorSeal known = seal.get();
    if (known != null) {
      return known;
    }
    Map<String, AttributeValue> item =
        table.metered("cursor_key", meter -> table.get(id, deadline, meter));
    if (item.isEmpty() && !mayPropose) {
      return remember(new CursorSeal(random()));
    }
    if (item.isEmpty()) {
      propose(deadline);
      item = table.metered("cursor_key", meter -> table.get(id, deadline, meter));
    }
    Octets secret =
        RecordItem.bytes(item, Attribute.SECRET)
            .orElseThrow(() ->
                new IllegalStateException(
                    "the item " + id + " of the audit table has no " + Attribute.SECRET));
    return remember(new CursorSeal(secret.toArray()));
  }

  private CursorSeal remember(CursorSeal made) {
    return seal.updateAndGet(known -> known == null ? made : known);
  }

  private static byte[] random() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  /** Puts a new secret unless another replica did; either way there is one afterwards. */
  private void propose(Deadline deadline) {
    byte[] secret = random();
    PutItemRequest request =
        PutItemRequest.builder()
            .tableName(table.connection().table())
            .item(
                Map.of(
                    Attribute.ID,
                    RecordItem.text(id),
                    Attribute.SECRET,
                    RecordItem.binary(Octets.of(secret))))
            .conditionExpression(TableAccess.ABSENT)
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
