package io.acteon.crypto.chain;

import io.acteon.audit.AuditRecord;
import io.acteon.crypto.Hash;
import io.acteon.crypto.Octets;
import io.acteon.json.JsonSyntaxException;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads bodies of version 1, and the fields beside them. Members it does not know are refused. */
final class BodyReader {
  private final Map<String, Json> members;

  private BodyReader(Json.Obj body) {
    members = new LinkedHashMap<>(body.fields());
  }

  static BodyFacts facts(SealedRecord sealed) {
    try {
      if (!(JsonText.parse(sealed.body().toArray()) instanceof Json.Obj object)) {
        throw new UnreadableRecordException("the body of " + sealed.id() + " is not an object");
      }
      BodyFacts facts = new BodyReader(object).read();
      if (!facts.id().equals(sealed.id())) {
        throw new UnreadableRecordException(
            "the body stored under " + sealed.id() + " is that of " + facts.id());
      }
      return facts;
    } catch (JsonSyntaxException | DateTimeException | IllegalArgumentException e) {
      throw new UnreadableRecordException(
          "the body of " + sealed.id() + " is unreadable: " + e.getMessage(), e);
    }
  }

  private BodyFacts read() {
    if (!Json.of(BodyWriter.VERSION).equals(members.remove("v"))) {
      throw new UnreadableRecordException("the body's version is not " + BodyWriter.VERSION);
    }
    var facts =
        new BodyFacts(
            text("id"),
            text("action_id"),
            optional("chain_id"),
            new Scope(text("namespace"), text("tenant")),
            text("provider"),
            text("action_type"),
            text("verdict"),
            optional("matched_rule"),
            text("outcome"),
            Instant.parse(text("dispatched_at")),
            Instant.parse(text("completed_at")),
            Long.parseLong(text("duration_ms")),
            optional("expires_at").map(Instant::parse),
            optional("auth_method").orElse(""),
            optional("signer_id"),
            optional("kid"),
            commitments());
    if (!members.isEmpty()) {
      throw new UnreadableRecordException("the body has unknown members: " + members.keySet());
    }
    return facts;
  }

  private String text(String name) {
    return optional(name)
        .orElseThrow(() -> new UnreadableRecordException("the body has no " + name));
  }

  private Optional<String> optional(String name) {
    Json value = members.remove(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Json.Str(String text)) {
      return Optional.of(text);
    }
    throw new UnreadableRecordException(name + " is not a text in the body");
  }

  private Map<Field, Hash> commitments() {
    var found = new EnumMap<Field, Hash>(Field.class);
    for (Field field : Field.values()) {
      Json value = members.remove(field.wireName());
      if (value instanceof Json.Obj object
          && object.fields().size() == 1
          && object.field("c").orElse(Json.NULL) instanceof Json.Str(String commitment)) {
        found.put(field, Hash.of(Octets.fromBase64Url(commitment)));
      } else if (value != null) {
        throw new UnreadableRecordException(field.wireName() + " is not a commitment in the body");
      }
    }
    return found;
  }

  static AuditRecord open(SealedRecord sealed) {
    BodyFacts facts = facts(sealed);
    FieldCheck.check(facts, sealed.fields())
        .ifPresent(wrong -> {
          throw new UnreadableRecordException(
              "the record " + sealed.id() + " is not whole: " + wrong);
        });
    try {
      return record(facts, new Fields(sealed.fields()));
    } catch (JsonSyntaxException e) {
      throw new UnreadableRecordException(
          "a field of " + sealed.id() + " is not JSON: " + e.getMessage(), e);
    }
  }

  private static AuditRecord record(BodyFacts facts, Fields fields) {
    return new AuditRecord(
        facts.id(),
        facts.actionId(),
        facts.chainId(),
        facts.scope(),
        facts.provider(),
        facts.actionType(),
        facts.verdict(),
        facts.matchedRule(),
        facts.outcome(),
        fields.json(Field.PAYLOAD),
        fields
            .json(Field.VERDICT_DETAILS)
            .orElseGet(() -> BodyFacts.plainVerdictDetails(facts.verdict())),
        fields.json(Field.OUTCOME_DETAILS).orElse(Json.EMPTY),
        fields.json(Field.METADATA).map(BodyReader::texts).orElse(Map.of()),
        facts.dispatchedAt(),
        facts.completedAt(),
        facts.durationMs(),
        facts.expiresAt(),
        fields.text(Field.CALLER_ID).orElse(""),
        facts.authMethod(),
        fields.json(Field.ATTACHMENT_METADATA).map(AttachmentList::read).orElse(List.of()),
        signature(facts, fields),
        Optional.empty());
  }

  private static Optional<AuditRecord.Signature> signature(BodyFacts facts, Fields fields) {
    var signature =
        new AuditRecord.Signature(
            fields.text(Field.SIGNATURE),
            facts.signerId(),
            facts.kid(),
            fields.text(Field.CANONICAL_HASH));
    return Optional.of(signature).filter(some -> !some.equals(AuditRecord.Signature.NONE));
  }

  private static Map<String, String> texts(Json value) {
    if (!(value instanceof Json.Obj object)) {
      throw new UnreadableRecordException("metadata is not an object");
    }
    var texts = new LinkedHashMap<String, String>();
    object
        .fields()
        .forEach((name, field) -> {
          if (!(field instanceof Json.Str(String text))) {
            throw new UnreadableRecordException("metadata's " + name + " is not a text");
          }
          texts.put(name, text);
        });
    return texts;
  }

  /** The plaintexts of what is stored. */
  private record Fields(Map<Field, Octets> stored) {
    private <T> Optional<T> read(Field field, Function<Octets, T> reader) {
      return Optional.ofNullable(stored.get(field)).map(FieldBytes::plaintext).map(reader);
    }

    Optional<String> text(Field field) {
      return read(field, Octets::text);
    }

    Optional<Json> json(Field field) {
      return read(field, plaintext -> JsonText.parse(plaintext.toArray()));
    }
  }
}
