package io.acteon.engine;

import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The audit trail as the engine writes it. Immutable; the store belongs to whoever opened it.
 *
 * @param storePayload whether records carry the action's payload
 * @param ttl how long records are kept; absent means for ever
 * @param redaction applied to every record, intents included, before the store sees it
 */
public record Trail(
    AuditStore store,
    boolean storePayload,
    Optional<Duration> ttl,
    UnaryOperator<AuditRecord> redaction) {

  /** Payloads are stored, nothing is redacted, records are kept for ever. */
  public static Trail to(AuditStore store) {
    return new Trail(store, true, Optional.empty(), UnaryOperator.identity());
  }
}
