package io.acteon.testkit.audit;

import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditQuery.Filters;
import io.acteon.audit.AuditQuery.ScopePattern;
import io.acteon.audit.AuditRecord;
import io.acteon.model.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a trail should answer, the slow and obvious way; written apart from the SPI's own matching.
 * Not thread-safe.
 */
public final class TrailModel {
  private static final Comparator<AuditRecord> OLDEST_FIRST =
      Comparator.comparing((AuditRecord record) -> record.dispatchedAt().toEpochMilli())
          .thenComparing(AuditRecord::id);

  private static final Comparator<AuditRecord> BY_PLACE =
      Comparator.comparing(TrailModel::place).thenComparing(AuditRecord::id);

  private final List<AuditRecord> records = new ArrayList<>();

  public void add(AuditRecord record) {
    records.add(record);
  }

  /** The ids that {@code query} should list, over all its pages. */
  public List<String> ids(AuditQuery query, Instant now) {
    Comparator<AuditRecord> order =
        switch (query.order()) {
          case NEWEST_FIRST -> OLDEST_FIRST.reversed();
          case SEQUENCE_ASCENDING -> BY_PLACE;
          case SEQUENCE_DESCENDING -> BY_PLACE.reversed();
        };
    return shown(query, now).sorted(order).skip(query.offset()).map(AuditRecord::id).toList();
  }

  /** The records that {@code query} means, in no order. */
  Stream<AuditRecord> shown(AuditQuery query, Instant now) {
    return records.stream().filter(record -> isShown(record, query, now));
  }

  private static boolean isShown(AuditRecord record, AuditQuery query, Instant now) {
    Filters filters = query.filters();
    boolean pending = record.outcome().equals("pending");
    boolean wantsPending =
        query.includeIntents() || filters.outcome().equals(Optional.of("pending"));
    long at = record.dispatchedAt().toEpochMilli();
    return (!pending || wantsPending)
        && (!isOfTheTrailItself(record) || wantsTheTrailItself(record, query))
        && record.expiresAt().map(now::isBefore).orElse(true)
        && query.from().map(from -> at >= from.toEpochMilli()).orElse(true)
        && query.to().map(to -> at <= to.toEpochMilli()).orElse(true)
        && (query.scopes().isEmpty()
            || query.scopes().stream().anyMatch(scope -> isIn(record.scope(), scope)))
        && agrees(record.provider(), filters.provider())
        && agrees(record.actionType(), filters.actionType())
        && agrees(record.outcome(), filters.outcome())
        && agrees(record.verdict(), filters.verdict())
        && agrees(record.matchedRule().orElse(null), filters.matchedRule())
        && agrees(record.callerId(), filters.callerId())
        && agrees(record.chainId().orElse(null), filters.chainId())
        && agrees(signer(record), filters.signerId())
        && agrees(kid(record), filters.kid());
  }

  private static boolean isOfTheTrailItself(AuditRecord record) {
    return record.id().startsWith("_audit-") || record.scope().namespace().equals("_system");
  }

  private static boolean wantsTheTrailItself(AuditRecord record, AuditQuery query) {
    boolean itsNamespace =
        query.scopes().stream().anyMatch(scope -> scope.namespace().equals(Optional.of("_system")));
    boolean itsProvider = query.filters().provider().equals(Optional.of("_audit"));
    return itsNamespace || (itsProvider && !record.scope().namespace().equals("_system"));
  }

  private static long place(AuditRecord record) {
    return record
        .chain()
        .map(AuditRecord.ChainPosition::sequenceNumber)
        .orElseGet(() -> record.dispatchedAt().toEpochMilli());
  }

  private static boolean isIn(Scope scope, ScopePattern pattern) {
    String tenant = pattern.tenant().orElse("");
    return agrees(scope.namespace(), pattern.namespace())
        && (tenant.isEmpty()
            || scope.tenant().equals(tenant)
            || scope.tenant().startsWith(tenant + "."));
  }

  private static boolean agrees(@Nullable String actual, Optional<String> wanted) {
    return wanted.isEmpty() || wanted.get().equals(actual);
  }

  private static @Nullable String signer(AuditRecord record) {
    return record.signature().isEmpty() ? null : record.signature().get().signerId().orElse(null);
  }

  private static @Nullable String kid(AuditRecord record) {
    return record.signature().isEmpty() ? null : record.signature().get().kid().orElse(null);
  }
}
