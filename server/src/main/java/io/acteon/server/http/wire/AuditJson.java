package io.acteon.server.http.wire;

import io.acteon.audit.AuditPage;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditRecord.AttachmentMetadata;
import io.acteon.audit.AuditRecord.ChainPosition;
import io.acteon.audit.AuditRecord.Signature;
import io.acteon.model.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Audit records and pages as clients know them: what is absent is null, except attachments. */
public final class AuditJson {
  private AuditJson() {}

  public static Json of(AuditRecord record) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("id", Json.of(record.id()));
    fields.put("action_id", Json.of(record.actionId()));
    fields.put("chain_id", Json.ofNullable(record.chainId()));
    fields.put("namespace", Json.of(record.scope().namespace()));
    fields.put("tenant", Json.of(record.scope().tenant()));
    fields.put("provider", Json.of(record.provider()));
    fields.put("action_type", Json.of(record.actionType()));
    fields.put("verdict", Json.of(record.verdict()));
    fields.put("matched_rule", Json.ofNullable(record.matchedRule()));
    fields.put("outcome", Json.of(record.outcome()));
    fields.put("action_payload", record.payload().orElse(Json.NULL));
    fields.put("verdict_details", record.verdictDetails());
    fields.put("outcome_details", record.outcomeDetails());
    fields.put("metadata", Json.texts(record.metadata()));
    fields.put("dispatched_at", Json.of(Rfc3339.print(record.dispatchedAt())));
    fields.put("completed_at", Json.of(Rfc3339.print(record.completedAt())));
    fields.put("duration_ms", Json.of(record.durationMs()));
    fields.put("expires_at", time(record.expiresAt()));
    fields.put("caller_id", Json.of(record.callerId()));
    fields.put("auth_method", Json.of(record.authMethod()));
    putChain(fields, record.chain());
    putSignature(fields, record.signature());
    if (!record.attachments().isEmpty()) {
      fields.put(
          "attachment_metadata",
          Json.array(record.attachments().stream().map(AuditJson::attachment).toList()));
    }
    return new Json.Obj(fields);
  }

  /** A page; the end is told by the absent cursor, and only first pages have a total. */
  public static Json of(AuditPage page, AuditQuery query) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("records", Json.array(page.records().stream().map(AuditJson::of).toList()));
    fields.put("limit", Json.of(query.limit()));
    fields.put("offset", Json.of(query.offset()));
    page.total().ifPresent(total -> fields.put("total", Json.of(total)));
    page.next().ifPresent(cursor -> fields.put("next_cursor", Json.of(cursor)));
    return new Json.Obj(fields);
  }

  private static void putChain(Map<String, Json> fields, Optional<ChainPosition> chain) {
    fields.put("record_hash", Json.ofNullable(chain.map(ChainPosition::recordHash)));
    fields.put("previous_hash", Json.ofNullable(chain.flatMap(ChainPosition::previousHash)));
    fields.put(
        "sequence_number",
        chain.map(position -> Json.of(position.sequenceNumber())).orElse(Json.NULL));
  }

  private static void putSignature(Map<String, Json> fields, Optional<Signature> signature) {
    fields.put("signature", Json.ofNullable(signature.flatMap(Signature::value)));
    fields.put("signer_id", Json.ofNullable(signature.flatMap(Signature::signerId)));
    fields.put("kid", Json.ofNullable(signature.flatMap(Signature::kid)));
    fields.put("canonical_hash", Json.ofNullable(signature.flatMap(Signature::canonicalHash)));
  }

  private static Json attachment(AttachmentMetadata attachment) {
    return Json.object(
        Json.field("id", attachment.id()),
        Json.field("name", attachment.name()),
        Json.field("filename", attachment.filename()),
        Json.field("content_type", attachment.contentType()),
        Json.field("size_bytes", attachment.sizeBytes()));
  }

  private static Json time(Optional<Instant> time) {
    return time.map(at -> Json.of(Rfc3339.print(at))).orElse(Json.NULL);
  }
}
