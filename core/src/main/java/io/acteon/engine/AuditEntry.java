package io.acteon.engine;

import io.acteon.audit.AuditRecord;
import io.acteon.json.ActionJson;
import io.acteon.model.Action;
import io.acteon.model.Json;
import io.acteon.model.Outcome;
import io.acteon.rules.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the trail's records of a request: the intent and the outcome. */
final class AuditEntry {
  private AuditEntry() {}

  static AuditRecord intent(Ruled ruled, Trail trail, Instant now, Duration took) {
    return record(
        ruled,
        trail,
        ruled.request().id() + AuditRecord.INTENT_SUFFIX,
        AuditRecord.PENDING,
        Json.EMPTY,
        now,
        took);
  }

  static AuditRecord outcome(
      Ruled ruled, Trail trail, Outcome outcome, Instant now, Duration took) {
    return record(
        ruled, trail, ruled.request().id(), outcome.tag(), OutcomeDetails.of(outcome), now, took);
  }

  private static AuditRecord record(
      Ruled ruled,
      Trail trail,
      String id,
      String outcome,
      Json outcomeDetails,
      Instant now,
      Duration took) {
    Request request = ruled.request();
    Action action = request.action();
    AuditRecord record =
        new AuditRecord(
            id,
            action.id(),
            Optional.empty(),
            action.scope(),
            action.provider(),
            action.actionType(),
            ruled.verdict().tag(),
            ruled.shownRule(),
            outcome,
            trail.storePayload() ? Optional.of(action.payload()) : Optional.empty(),
            verdictDetails(ruled),
            outcomeDetails,
            metadata(action),
            request.dispatchedAt(),
            now,
            took.toMillis(),
            expiry(request, trail),
            request.caller().id(),
            request.caller().authMethod(),
            attachments(action),
            signature(action),
            Optional.empty());
    return trail.redaction().apply(record);
  }

  private static Json verdictDetails(Ruled ruled) {
    var details = new LinkedHashMap<String, Json>();
    // matched_rule is null for these two, as clients expect; here nothing is hidden.
    if (ruled.verdict() instanceof Verdict.Allow
        || ruled.verdict() instanceof Verdict.Deduplicate) {
      ruled.decision().matchedRule().ifPresent(rule -> details.put("rule", Json.of(rule)));
    }
    details.put("rule_set", Json.of(ruled.request().rules().hash()));
    details.put("verdict", Json.of(ruled.verdict().tag()));
    return new Json.Obj(details);
  }

  private static Map<String, String> metadata(Action action) {
    var all = new LinkedHashMap<>(action.metadata());
    action.dedupKey().ifPresent(value -> all.put("__dedup_key", value));
    action.fingerprint().ifPresent(value -> all.put("__fingerprint", value));
    action.status().ifPresent(value -> all.put("__status", value));
    action.startsAt().ifPresent(value -> all.put("__starts_at", value.toString()));
    action.endsAt().ifPresent(value -> all.put("__ends_at", value.toString()));
    return all;
  }

  private static Optional<Instant> expiry(Request request, Trail trail) {
    return trail
        .ttl()
        .filter(_ -> !trail.store().mode().immutable())
        .map(request.dispatchedAt()::plus);
  }

  private static List<AuditRecord.AttachmentMetadata> attachments(Action action) {
    return action.attachments().stream().map(AuditRecord.AttachmentMetadata::of).toList();
  }

  private static Optional<AuditRecord.Signature> signature(Action action) {
    if (action.signature().isEmpty() && action.signerId().isEmpty() && action.kid().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AuditRecord.Signature(
            action.signature(),
            action.signerId(),
            action.kid(),
            Optional.of(Sha256.hex(ActionJson.signedBytes(action)))));
  }
}
