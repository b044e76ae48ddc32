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

  /** The record as it is to be stored. */
  public AuditRecord admit(AuditRecord record) {
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
    return Octets.of(JsonText.bytes(value));
  }
}
