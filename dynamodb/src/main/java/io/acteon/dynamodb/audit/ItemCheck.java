package io.acteon.dynamodb.audit;

import io.acteon.crypto.chain.BodyFacts;
import io.acteon.crypto.chain.Field;
import io.acteon.crypto.chain.SealedRecord;
import io.acteon.crypto.chain.UnreadableRecordException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Whether items hold the attributes that they should, and no others. */
final class ItemCheck {
  private ItemCheck() {}

  /** In which attributes {@code item} is not as expected, if in any. */
  static Optional<String> difference(
      Map<String, AttributeValue> item, Map<String, AttributeValue> expected) {
    var wrong = new TreeSet<String>();
    expected.forEach((name, value) -> {
      if (!value.equals(item.get(name))) {
        wrong.add(name);
      }
    });
    return wrong.isEmpty()
        ? more(item, expected.keySet())
        : Optional.of(wrong + " are not as they should be");
  }

  /** Which attributes {@code item} has besides {@code allowed}, if any. */
  static Optional<String> more(Map<String, AttributeValue> item, Set<String> allowed) {
    var more = new TreeSet<>(item.keySet());
    more.removeAll(allowed);
    return more.isEmpty() ? Optional.empty() : Optional.of(more + " are no attributes of it");
  }

  /**
   * What is wrong with the item of a chained record: everything but body, fields, place and TTL
   * must follow from the body, fields must be bytes, and nothing else be.
   */
  static Optional<String> recordFault(
      Map<String, AttributeValue> item, SealedRecord sealed, TrailKeys keys) {
    var allowed = new HashSet<>(Attribute.OF_CHAINED_RECORDS);
    for (Field field : Field.values()) {
      if (!item.containsKey(field.wireName()) || sealed.field(field).isPresent()) {
        allowed.add(field.wireName());
      }
    }
    try {
      BodyFacts facts = sealed.facts();
      Optional<String> wrong = RecordItem.wrongIndex(item, facts, keys);
      if (wrong.isPresent()) {
        return wrong;
      }
      allowed.addAll(RecordItem.index(facts, keys).keySet());
    } catch (UnreadableRecordException _) {
      return Optional.empty(); // Its body is reported already.
    }
    return more(item, allowed);
  }

  /** The whole number that {@code value} is, if it is one. */
  static OptionalLong whole(AttributeValue value) {
    try {
      return value.n() == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value.n()));
    } catch (NumberFormatException _) {
      return OptionalLong.empty(); // A fraction, or more than 64 bits.
    }
  }
}
