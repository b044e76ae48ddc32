package io.acteon.dynamodb.audit;

import io.acteon.crypto.Octets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** All that can be done to one attribute of an item while the item stays. */
final class Mutations {
  /** Keys of the table and its indexes: DynamoDB takes them as texts only. */
  private static final Set<String> KEYS =
      Set.of(Attribute.SCOPE, Attribute.SCOPE_OUTCOME, Attribute.ACTION, Attribute.DISPATCHED);

  private Mutations() {}

  /** The item after one change, and what the change was. */
  record Mutation(String what, Map<String, AttributeValue> item) {}

  /** {@code item} with {@code name} changed, retyped and dropped. */
  static List<Mutation> of(Map<String, AttributeValue> item, String name) {
    var all = new ArrayList<Mutation>();
    AttributeValue value = item.getOrDefault(name, RecordItem.text(""));
    for (AttributeValue changed : changed(value)) {
      all.add(with(item, name, changed));
    }
    if (!KEYS.contains(name)) {
      for (AttributeValue retyped : retyped(value)) {
        all.add(with(item, name, retyped));
      }
    }
    var without = new HashMap<>(item);
    without.remove(name);
    all.add(new Mutation("without " + name, without));
    return all;
  }

  /** {@code item} with an attribute more. */
  static Mutation with(Map<String, AttributeValue> item, String name, AttributeValue value) {
    var changed = new HashMap<>(item);
    changed.put(name, value);
    return new Mutation(name + " = " + value, changed);
  }

  private static List<AttributeValue> changed(AttributeValue value) {
    if (value.b() != null) {
      byte[] bytes = value.b().asByteArray();
      var all = new ArrayList<AttributeValue>();
      for (int at : new int[] {bytes.length / 2, bytes.length - 1}) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 1;
        all.add(RecordItem.binary(Octets.of(flipped)));
      }
      all.add(RecordItem.binary(Octets.of(bytes).slice(0, bytes.length - 1)));
      all.add(RecordItem.binary(Octets.of(new byte[] {1})));
      return all;
    }
    if (value.n() != null) {
      return List.of(
          RecordItem.number(Long.parseLong(value.n()) + 1),
          RecordItem.number(-1),
          AttributeValue.fromN("1e30"));
    }
    return List.of(RecordItem.text(value.s() + "x"));
  }

  private static List<AttributeValue> retyped(AttributeValue value) {
    var all = new ArrayList<AttributeValue>();
    all.add(AttributeValue.fromNul(true));
    all.add(AttributeValue.fromL(List.of(value)));
    if (value.s() == null) {
      all.add(RecordItem.text(value.n() == null ? "x" : value.n()));
    } else {
      all.add(RecordItem.binary(Octets.utf8(value.s())));
    }
    if (value.n() == null) {
      all.add(RecordItem.number(7));
    }
    return all;
  }
}
