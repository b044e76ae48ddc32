package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditRecord;
import io.acteon.crypto.Octets;
import io.acteon.crypto.chain.BodyFacts;
import io.acteon.crypto.chain.Field;
import io.acteon.crypto.chain.SealedRecord;
import io.acteon.crypto.chain.UnreadableRecordException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A record as an item: its body, what the body commits to, and the index attributes that follow
 * from it.
 */
final class RecordItem {
  private RecordItem() {}

  /** The item of a record outside a chain. */
  static Map<String, AttributeValue> of(SealedRecord sealed, BodyFacts facts, TrailKeys keys) {
    Map<String, AttributeValue> item = index(facts, keys);
    item.put(Attribute.BODY, binary(sealed.body()));
    item.put(Attribute.NONCE, binary(sealed.nonce()));
    sealed.fields().forEach((field, stored) -> item.put(field.wireName(), binary(stored)));
    facts.expiresAt().ifPresent(at -> item.put(Attribute.TTL, number(ttlSeconds(at))));
    return item;
  }

  /** The attributes that follow from a body: all but the bytes themselves and the TTL. */
  static Map<String, AttributeValue> index(BodyFacts facts, TrailKeys keys) {
    var item = new HashMap<String, AttributeValue>();
    boolean intent = facts.outcome().equals(AuditRecord.PENDING);
    item.put(Attribute.ID, text(facts.id()));
    item.put(Attribute.SCOPE, text(keys.partition(facts.scope(), intent)));
    item.put(Attribute.SCOPE_OUTCOME, text(keys.outcomePartition(facts.scope(), facts.outcome())));
    item.put(Attribute.ACTION, text(keys.action(facts.actionId())));
    item.put(Attribute.DISPATCHED, text(TrailKeys.dispatched(facts.dispatchedAt(), facts.id())));
    item.put(Attribute.PROVIDER, text(facts.provider()));
    item.put(Attribute.ACTION_TYPE, text(facts.actionType()));
    item.put(Attribute.OUTCOME, text(facts.outcome()));
    item.put(Attribute.VERDICT, text(facts.verdict()));
    facts.matchedRule().ifPresent(rule -> item.put(Attribute.MATCHED_RULE, text(rule)));
    facts.chainId().ifPresent(id -> item.put(Attribute.CHAIN_ID, text(id)));
    facts.expiresAt().ifPresent(at -> item.put(Attribute.EXPIRES, number(at.toEpochMilli())));
    item.put(Attribute.DURATION, number(facts.durationMs()));
    return item;
  }

  /** The second after which DynamoDB may collect what expires at {@code at}. */
  static long ttlSeconds(Instant at) {
    return at.getNano() == 0 ? at.getEpochSecond() : at.getEpochSecond() + 1;
  }

  /**
   * What is stored of the record in {@code item}.
   *
   * @throws UnreadableRecordException when body or nonce is not there
   */
  static SealedRecord sealed(Map<String, AttributeValue> item) {
    var fields = new EnumMap<Field, Octets>(Field.class);
    for (Field field : Field.values()) {
      bytes(item, field.wireName()).ifPresent(stored -> fields.put(field, stored));
    }
    return new SealedRecord(
        Objects.requireNonNull(item.get(Attribute.ID)).s(),
        bytes(item, Attribute.BODY)
            .orElseThrow(() -> new UnreadableRecordException("the item has no body")),
        bytes(item, Attribute.NONCE)
            .orElseThrow(() -> new UnreadableRecordException("the item has no nonce")),
        fields);
  }

  /** Which index attributes of {@code item} do not follow from its body, if any. */
  static Optional<String> wrongIndex(
      Map<String, AttributeValue> item, BodyFacts facts, TrailKeys keys) {
    var wrong = new TreeSet<String>();
    var expected = index(facts, keys);
    expected.forEach((name, value) -> {
      if (!value.equals(item.get(name))) {
        wrong.add(name);
      }
    });
    for (String optional :
        new String[] {Attribute.MATCHED_RULE, Attribute.CHAIN_ID, Attribute.EXPIRES}) {
      if (item.containsKey(optional) && !expected.containsKey(optional)) {
        wrong.add(optional);
      }
    }
    return wrong.isEmpty() ? Optional.empty() : Optional.of(wrong + " do not follow from the body");
  }

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static AttributeValue binary(Octets value) {
    return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(value.toArray()));
  }

  static Optional<Octets> bytes(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name))
        .map(AttributeValue::b)
        .map(some -> Octets.of(some.asByteArrayUnsafe()));
  }
}
