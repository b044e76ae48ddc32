package io.acteon.bench.audit;

import io.acteon.audit.AuditRecord;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import io.acteon.time.TimeSource;
import io.acteon.time.UuidV7;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records of a small action: a payload of about 200 bytes, no rule that matched. Thread-safe. */
final class SampleRecords {
  static final Scope SCOPE = new Scope("bench", "t");

  private static final Json PAYLOAD =
      Json.object(
          Json.field("to", "someone@example.com"),
          Json.field("subject", "Your order has been shipped"),
          Json.field("body", "Dear customer, your order 4711 left our warehouse today."));

  private final UuidV7 ids = new UuidV7(TimeSource.system());

  /** The outcome of an action that no provider was called for, so that it needs no intent. */
  AuditRecord suppressed() {
    return record("suppressed");
  }

  /** The outcome of an action that was done. */
  AuditRecord executed() {
    return record("executed");
  }

  /** What stands in the chain before {@code outcome}. */
  static AuditRecord intentOf(AuditRecord outcome) {
    return outcome.toBuilder()
        .id(outcome.id() + AuditRecord.INTENT_SUFFIX)
        .outcome(AuditRecord.PENDING)
        .outcomeDetails(Json.EMPTY)
        .build();
  }

  private AuditRecord record(String outcome) {
    String id = ids.next().toString();
    Instant at = TimeSource.system().now();
    return new AuditRecord(
        id,
        "order-" + id,
        Optional.empty(),
        SCOPE,
        "log",
        "send",
        "allow",
        Optional.empty(),
        outcome,
        Optional.of(PAYLOAD),
        Json.object(Json.field("verdict", "allow")),
        Json.object(Json.field("status", "Success")),
        Map.of(),
        at,
        at,
        0,
        Optional.empty(),
        "alice",
        "api_key",
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
