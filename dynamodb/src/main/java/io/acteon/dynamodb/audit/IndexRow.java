package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditPosition;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditSummary;
import io.acteon.model.Scope;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where a record is and what can be filtered by without reading it: a row of an index, or only an
 * id. Immutable.
 */
record IndexRow(Map<String, AttributeValue> attributes, AuditPosition position) {

  static IndexRow of(Map<String, AttributeValue> attributes) {
    String dispatched = text(attributes, Attribute.DISPATCHED).orElse("0#");
    String id = text(attributes, Attribute.ID).orElse("");
    return new IndexRow(attributes, new AuditPosition(TrailKeys.millisOf(dispatched), id));
  }

  /** A record of which only the id is known. */
  static IndexRow bare(String id, AuditPosition position) {
    return new IndexRow(Map.of(Attribute.ID, RecordItem.text(id)), position);
  }

  String id() {
    return text(Attribute.ID).orElse("");
  }

  String scope() {
    return text(Attribute.SCOPE).orElse("");
  }

  boolean hasExpired(long nowMillis) {
    AttributeValue at = attributes.get(Attribute.EXPIRES);
    return at != null && ItemCheck.whole(at).orElse(Long.MAX_VALUE) <= nowMillis;
  }

  boolean isIntent() {
    return text(Attribute.OUTCOME).equals(Optional.of(AuditRecord.PENDING));
  }

  /** Whether the trail wrote the record about itself. */
  boolean isSystem() {
    return id().startsWith(AuditRecord.SYSTEM_ID_PREFIX);
  }

  /** What the row tells of its record, which is one of {@code scope}. */
  AuditSummary summary(Scope scope) {
    AttributeValue duration = attributes.get(Attribute.DURATION);
    return new AuditSummary(
        scope,
        text(Attribute.PROVIDER).orElse(""),
        text(Attribute.ACTION_TYPE).orElse(""),
        text(Attribute.VERDICT).orElse(""),
        text(Attribute.MATCHED_RULE),
        text(Attribute.OUTCOME).orElse(""),
        Instant.ofEpochMilli(position.number()),
        duration == null ? 0 : Long.parseLong(duration.n()));
  }

  /** Whether the filters let this row pass, as far as it can tell. */
  boolean mayMatch(AuditQuery.Filters filters) {
    return attributes.size() == 1 || agreesWith(filters);
  }

  private boolean agreesWith(AuditQuery.Filters filters) {
    return agrees(filters.provider(), Attribute.PROVIDER)
        && agrees(filters.actionType(), Attribute.ACTION_TYPE)
        && agrees(filters.outcome(), Attribute.OUTCOME)
        && agrees(filters.verdict(), Attribute.VERDICT)
        && agrees(filters.matchedRule(), Attribute.MATCHED_RULE)
        && agrees(filters.chainId(), Attribute.CHAIN_ID);
  }

  private boolean agrees(Optional<String> wanted, String name) {
    return wanted.isEmpty() || wanted.equals(text(name));
  }

  private Optional<String> text(String name) {
    return text(attributes, name);
  }

  private static Optional<String> text(Map<String, AttributeValue> attributes, String name) {
    return Optional.ofNullable(attributes.get(name)).map(AttributeValue::s);
  }
}
