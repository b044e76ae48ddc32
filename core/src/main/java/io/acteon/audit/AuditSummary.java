package io.acteon.audit;

import io.acteon.model.Scope;
import java.time.Instant;
import java.util.Optional;

/**
 * What can be told of a record without reading it. Immutable.
 *
 * @param dispatchedAt to the millisecond
 */
public record AuditSummary(
    Scope scope,
    String provider,
    String actionType,
    String verdict,
    Optional<String> matchedRule,
    String outcome,
    Instant dispatchedAt,
    long durationMs) {

  public static AuditSummary of(AuditRecord record) {
    return new AuditSummary(
        record.scope(),
        record.provider(),
        record.actionType(),
        record.verdict(),
        record.matchedRule(),
        record.outcome(),
        Instant.ofEpochMilli(record.dispatchedAt().toEpochMilli()),
        record.durationMs());
  }
}
