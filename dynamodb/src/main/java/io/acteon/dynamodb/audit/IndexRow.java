package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditPosition;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditSummary;
import io.acteon.crypto.chain.UnreadableRecordException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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

  /**
   * What the row tells of its record.
   *
   * @throws UnreadableRecordException when it is no row that the trail writes
   */
  AuditSummary summary(TrailKeys keys) {
    return new AuditSummary(
        keys.scopeOf(scope()).orElseThrow(() -> wrong(Attribute.SCOPE)),
        required(Attribute.PROVIDER),
        required(Attribute.ACTION_TYPE),
        required(Attribute.VERDICT),
        text(Attribute.MATCHED_RULE),
        required(Attribute.OUTCOME),
        dispatchedAt(),
        duration());
  }

  private String required(String name) {
    return text(name).orElseThrow(() -> wrong(name));
  }

  private Instant dispatchedAt() {
    Instant at = Instant.ofEpochMilli(position.number());
    if (!text(Attribute.DISPATCHED).equals(Optional.of(TrailKeys.dispatched(at, id())))) {
      throw wrong(Attribute.DISPATCHED);
    }
    return at;
  }

  private long duration() {
    AttributeValue duration = attributes.get(Attribute.DURATION);
    return (duration == null ? OptionalLong.empty() : ItemCheck.whole(duration))
        .orElseThrow(() -> wrong(Attribute.DURATION));
  }

  private static UnreadableRecordException wrong(String name) {
    return new UnreadableRecordException("[" + name + "] is none in its index");
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
