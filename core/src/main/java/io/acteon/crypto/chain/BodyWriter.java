package io.acteon.crypto.chain;

import io.acteon.audit.AuditRecord;
import io.acteon.crypto.CanonicalJson;
import io.acteon.crypto.Octets;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Writes bodies of version 1: canonical JSON whose members are texts (64-bit numbers too, since
 * canonical JSON has only doubles) and commitments. Absent and empty values have no member.
 */
final class BodyWriter {
  static final long VERSION = 1;

  private final Map<String, Json> members = new LinkedHashMap<>();
  private final Map<Field, Octets> fields = new EnumMap<>(Field.class);
  private final RandomGenerator random;

  private BodyWriter(RandomGenerator random) {
    this.random = random;
  }

  static SealedRecord seal(AuditRecord record, RandomGenerator random) {
    var writer = new BodyWriter(random);
    writer.clear(record);
    writer.committed(record);
    Octets body = CanonicalJson.bytes(new Json.Obj(writer.members));
    return new SealedRecord(
        record.id(), body, writer.random(SealedRecord.NONCE_LENGTH), writer.fields);
  }

  private void clear(AuditRecord record) {
    members.put("v", Json.of(VERSION));
    text("id", record.id());
    text("action_id", record.actionId());
    record.chainId().ifPresent(id -> text("chain_id", id));
    text("namespace", record.scope().namespace());
    text("tenant", record.scope().tenant());
    text("provider", record.provider());
    text("action_type", record.actionType());
    text("verdict", record.verdict());
    record.matchedRule().ifPresent(rule -> text("matched_rule", rule));
    text("outcome", record.outcome());
    text("dispatched_at", record.dispatchedAt().toString());
    text("completed_at", record.completedAt().toString());
    text("duration_ms", Long.toString(record.durationMs()));
    record.expiresAt().ifPresent(at -> text("expires_at", at.toString()));
    if (!record.authMethod().isEmpty()) {
      text("auth_method", record.authMethod());
    }
    record
        .signature()
        .flatMap(AuditRecord.Signature::signerId)
        .ifPresent(id -> text("signer_id", id));
    record.signature().flatMap(AuditRecord.Signature::kid).ifPresent(kid -> text("kid", kid));
  }

  private void committed(AuditRecord record) {
    record.payload().ifPresent(payload -> json(Field.PAYLOAD, payload));
    if (!record.outcomeDetails().equals(Json.EMPTY)) {
      json(Field.OUTCOME_DETAILS, record.outcomeDetails());
    }
    if (!record.verdictDetails().equals(BodyFacts.plainVerdictDetails(record.verdict()))) {
      json(Field.VERDICT_DETAILS, record.verdictDetails());
    }
    if (!record.metadata().isEmpty()) {
      json(Field.METADATA, Json.texts(record.metadata()));
    }
    if (!record.callerId().isEmpty()) {
      commit(Field.CALLER_ID, Octets.utf8(record.callerId()));
    }
    if (!record.attachments().isEmpty()) {
      json(Field.ATTACHMENT_METADATA, AttachmentList.json(record.attachments()));
    }
    Optional<AuditRecord.Signature> signed = record.signature();
    signed
        .flatMap(AuditRecord.Signature::canonicalHash)
        .ifPresent(hash -> commit(Field.CANONICAL_HASH, Octets.utf8(hash)));
    signed
        .flatMap(AuditRecord.Signature::value)
        .ifPresent(value -> commit(Field.SIGNATURE, Octets.utf8(value)));
  }

  private void text(String name, String value) {
    members.put(name, Json.of(value));
  }

  /** The text as it will be stored: with its own digits and order, since bytes are hashed. */
  private void json(Field field, Json value) {
    commit(field, Octets.utf8(JsonText.print(value)));
  }

  private void commit(Field field, Octets plaintext) {
    Octets stored = FieldBytes.stored(random(FieldBytes.SALT_LENGTH), plaintext);
    String commitment = FieldBytes.commitment(field, stored).octets().base64Url();
    fields.put(field, stored);
    members.put(field.wireName(), Json.object(Json.field("c", commitment)));
  }

  private Octets random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Octets.of(bytes);
  }
}
