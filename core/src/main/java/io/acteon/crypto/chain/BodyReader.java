package io.acteon.crypto.chain;

import io.acteon.audit.AuditRecord;
import io.acteon.crypto.Hash;
import io.acteon.crypto.Octets;
import io.acteon.json.FlatJson;
import io.acteon.json.JsonSyntaxException;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import java.time.DateTimeException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads bodies of version 1, and the fields beside them. Members it does not know are refused. */
final class BodyReader {
  private final FlatJson members;

  private BodyReader(FlatJson members) {
    this.members = members;
  }

  static BodyFacts facts(SealedRecord sealed) {
    try {
      BodyFacts facts = new BodyReader(FlatJson.parse(sealed.body().toArray())).read();
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
    if (!Long.valueOf(BodyWriter.VERSION).equals(members.numbers().remove("v"))) {
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
            InstantText.parse(text("dispatched_at")),
            InstantText.parse(text("completed_at")),
            Long.parseLong(text("duration_ms")),
            optional("expires_at").map(InstantText::parse),
            optional("auth_method").orElse(""),
            optional("signer_id"),
            optional("kid"),
            commitments());
    Set<String> unknown = members.names();
    if (!unknown.isEmpty()) {
      throw new UnreadableRecordException("the body has unknown members: " + unknown);
    }
    return facts;
  }

  private String text(String name) {
    return optional(name)
        .orElseThrow(() -> new UnreadableRecordException("the body has no " + name));
  }

  private Optional<String> optional(String name) {
    return Optional.ofNullable(members.texts().remove(name));
  }

  private Map<Field, Hash> commitments() {
    var found = new EnumMap<Field, Hash>(Field.class);
    for (Field field : Field.values()) {
      FlatJson value = members.objects().remove(field.wireName());
      if (value != null) {
        String commitment = value.texts().get("c");
        if (commitment == null || value.names().size() != 1) {
          throw new UnreadableRecordException(
              field.wireName() + " is not a commitment in the body");
        }
        found.put(field, Hash.of(Octets.fromBase64Url(commitment)));
      }
    }
    return found;
  }

  static AuditRecord open(SealedRecord sealed) {
    BodyFacts facts = facts(sealed);
    List<FieldCheck.Fault> faults = FieldCheck.check(facts, sealed.fields());
    if (!faults.isEmpty()) {
      throw new UnreadableRecordException(
          "the record " + sealed.id() + " is not whole: " + faults.getFirst().detail());
    }
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
