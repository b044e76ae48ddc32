package io.acteon.crypto.chain;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditRecord.AttachmentMetadata;
import io.acteon.crypto.Octets;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of a record enters the trail: the payload or not, how long it is kept, and how large each
 * part may be, so that an outcome is never refused for its size. Immutable.
 *
 * @param retention counted from the dispatch; absent means for ever
 */
public record Intake(boolean storePayload, Optional<Duration> retention, AuditMode mode) {
  /** A store's item of 400 KB holds the largest payload and all the rest at their largest. */
  static final int MAX_PAYLOAD_BYTES = 256 * 1024;

  static final int MAX_DETAILS_BYTES = 16 * 1024;
  static final int MAX_METADATA_BYTES = 48 * 1024;

  static final int MAX_NAME_BYTES = 256;
  static final int MAX_TEXT_BYTES = 4 * 1024;

  /**
   * The record as it is to be stored.
   *
   * @throws IllegalArgumentException when a text that cannot be left out is too long, or any text
   *     holds an unpaired surrogate, which no store carries
   */
  public AuditRecord admit(AuditRecord record) {
    checkTexts(record);
    var admitted = record.toBuilder();
    admitted.expiresAt(
        mode.immutable()
            ? Optional.empty()
            : record.expiresAt().or(() -> retention.map(record.dispatchedAt()::plus)));
    admitted.outcomeDetails(bounded(record.outcomeDetails(), MAX_DETAILS_BYTES));
    admitted.metadata(bounded(record.metadata()));
    Json details = bounded(record.verdictDetails(), MAX_DETAILS_BYTES);
    details = withoutPayload(record, details, admitted);
    details = withoutAttachments(record.attachments(), details, admitted);
    return admitted.verdictDetails(details).build();
  }

  private static void checkTexts(AuditRecord record) {
    check("namespace", record.scope().namespace(), MAX_NAME_BYTES);
    check("tenant", record.scope().tenant(), MAX_NAME_BYTES);
    check("record id", record.id(), MAX_NAME_BYTES);
    check("action id", record.actionId(), MAX_TEXT_BYTES);
    check("provider", record.provider(), MAX_TEXT_BYTES);
    check("action_type", record.actionType(), MAX_TEXT_BYTES);
    check("verdict", record.verdict(), MAX_NAME_BYTES);
    check("outcome", record.outcome(), MAX_NAME_BYTES);
    check("caller_id", record.callerId(), MAX_TEXT_BYTES);
    check("auth_method", record.authMethod(), MAX_TEXT_BYTES);
    record.matchedRule().ifPresent(rule -> check("matched_rule", rule, MAX_TEXT_BYTES));
    record.chainId().ifPresent(id -> check("chain_id", id, MAX_TEXT_BYTES));
    record.signature().ifPresent(Intake::checkTexts);
  }

  private static void checkTexts(AuditRecord.Signature signature) {
    signature.signerId().ifPresent(id -> check("signer_id", id, MAX_TEXT_BYTES));
    signature.kid().ifPresent(kid -> check("kid", kid, MAX_TEXT_BYTES));
    signature.value().ifPresent(value -> check("signature", value, MAX_TEXT_BYTES));
    signature.canonicalHash().ifPresent(hash -> check("canonical_hash", hash, MAX_TEXT_BYTES));
  }

  private static void check(String what, String text, int most) {
    int size = Octets.utf8(text).size();
    if (size > most) {
      throw new IllegalArgumentException(
          "the " + what + " has " + size + " bytes; the audit trail keeps at most " + most);
    }
  }

  /**
   * A payload that is too large is not stored at all, so that nobody replays the stub of one; the
   * verdict's details say what it was.
   */
  private Json withoutPayload(AuditRecord record, Json details, AuditRecord.Builder admitted) {
    if (!storePayload) {
      admitted.payload(Optional.empty());
      return details;
    }
    Optional<Octets> text =
        record.payload().map(Intake::text).filter(bytes -> bytes.size() > MAX_PAYLOAD_BYTES);
    if (text.isEmpty()) {
      return details;
    }
    admitted.payload(Optional.empty());
    return noting(details, "payload_not_stored", digest(text.get()));
  }

  private static Json withoutAttachments(
      List<AttachmentMetadata> attachments, Json details, AuditRecord.Builder admitted) {
    Octets text = text(AttachmentList.json(attachments));
    if (text.size() <= MAX_DETAILS_BYTES) {
      return details;
    }
    admitted.attachments(List.of());
    return noting(details, "attachments_not_stored", digest(text));
  }

  private static Json noting(Json details, String what, Json digest) {
    return details instanceof Json.Obj object
        ? object.with(what, digest)
        : Json.object(Json.field("details", details), Json.field(what, digest));
  }

  private static Json bounded(Json details, int most) {
    Octets text = text(details);
    return text.size() <= most ? details : digest(text);
  }

  private static Map<String, String> bounded(Map<String, String> metadata) {
    Octets text = text(Json.texts(metadata));
    return text.size() <= MAX_METADATA_BYTES
        ? metadata
        : Map.of("__truncated", "size=" + text.size() + ",sha256=" + text.sha256().hex());
  }

  private static Json digest(Octets text) {
    return Json.object(
        Json.field("truncated", true),
        Json.field("size", text.size()),
        Json.field("sha256", text.sha256().hex()));
  }

  private static Octets text(Json value) {
    return Octets.utf8(JsonText.print(value));
  }
}
