package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditPosition;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditRecord;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One row of an index: where a record is and what can be filtered by without reading it. */
record IndexRow(Map<String, AttributeValue> attributes) {

  String id() {
    return text(Attribute.ID).orElse("");
  }

  AuditPosition position() {
    return new AuditPosition(TrailKeys.millisOf(text(Attribute.DISPATCHED).orElse("0#")), id());
  }

  String scope() {
    return text(Attribute.SCOPE).orElse("");
  }

  boolean hasExpired(long nowMillis) {
    AttributeValue at = attributes.get(Attribute.EXPIRES);
    return at != null && Long.parseLong(at.n()) <= nowMillis;
  }

  boolean isIntent() {
    return text(Attribute.OUTCOME).equals(Optional.of(AuditRecord.PENDING));
  }

  /** Whether the filters that an index can decide let this row pass. */
  boolean mayMatch(AuditQuery.Filters filters) {
    return agrees(filters.provider(), Attribute.PROVIDER)
        && agrees(filters.actionType(), Attribute.ACTION_TYPE)
        && agrees(filters.outcome(), Attribute.OUTCOME)
        && agrees(filters.verdict(), Attribute.VERDICT)
        && agrees(filters.matchedRule(), Attribute.MATCHED_RULE)
        && agrees(filters.chainId(), Attribute.CHAIN_ID);
  }

  /** Whether an index decides all of the filters: who called and signed is personal. */
  static boolean decides(AuditQuery.Filters filters) {
    return filters.callerId().isEmpty() && filters.signerId().isEmpty() && filters.kid().isEmpty();
  }

  private boolean agrees(Optional<String> wanted, String name) {
    return wanted.isEmpty() || wanted.equals(text(name));
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(attributes.get(name)).map(AttributeValue::s);
  }
}
