package io.acteon.dynamodb.audit;

import io.acteon.audit.Finding.Kind;
import io.acteon.crypto.Octets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What somebody may do to a table, and what a verification must make of it. */
enum Attack {
  EDIT(true),
  EDIT_FIELD(true),
  DROP_FIELD(true),
  INSERT(true),
  DUPLICATE(true),
  DELETE(true),
  SWAP(true),
  CHANGE_TTL(true),
  HIDE(true),
  MISPLACE(true),
  EDIT_SEGMENT(true),
  DELETE_SEGMENT(true),
  SWAP_SEGMENTS(true),
  EXPIRE_SEGMENT(true),
  HEAD_BACK(false),
  HALF_TRANSACTION(false),
  TRUNCATE(false),
  ROLL_BACK(false),
  DELETE_CHAIN(false),
  DELETE_ALL_BUT_RECORDS(false);

  /** Whether a gateway goes on appending meanwhile, none the wiser. */
  final boolean leavesTheEnd;

  Attack(boolean leavesTheEnd) {
    this.leavesTheEnd = leavesTheEnd;
  }

  /**
   * What was done.
   *
   * @param touched the ids of items that are not what they were
   * @param kinds one of these is found; none when nothing can be
   * @param recordId at this record, if it is one's
   * @param size how many records the chain shows now; empty when it does not go back
   */
  record Done(
      String what,
      List<String> touched,
      Set<Kind> kinds,
      Optional<String> recordId,
      Optional<Long> size) {

    static Done record(String id, Kind... kinds) {
      return new Done(id, List.of(id), Set.of(kinds), Optional.of(id), Optional.empty());
    }

    static Done item(String id, Kind... kinds) {
      return new Done(id, List.of(id), Set.of(kinds), Optional.empty(), Optional.empty());
    }
  }

  /** Empty when the chain holds nothing to do it to. */
  Optional<Done> on(TamperedChain chain, Snapshots snapshots, Random random) {
    var hand = new Hand(chain, snapshots, random);
    return switch (this) {
      case EDIT -> hand.edit(Attribute.BODY);
      case EDIT_FIELD -> hand.edit("payload");
      case DROP_FIELD -> hand.dropField();
      case INSERT -> hand.insert();
      case DUPLICATE -> hand.duplicate();
      case DELETE -> hand.delete();
      case SWAP -> hand.swap();
      case CHANGE_TTL -> hand.changeTtl();
      case HIDE -> hand.hide();
      case MISPLACE -> hand.misplace();
      case EDIT_SEGMENT -> hand.editSegment();
      case DELETE_SEGMENT -> hand.deleteSegment();
      case SWAP_SEGMENTS -> hand.swapSegments();
      case EXPIRE_SEGMENT -> hand.expireSegment();
      case HEAD_BACK -> hand.headBack();
      case HALF_TRANSACTION -> hand.halfTransaction();
      case TRUNCATE -> hand.truncate();
      case ROLL_BACK -> hand.rollBack();
      case DELETE_CHAIN -> hand.deleteChain();
      case DELETE_ALL_BUT_RECORDS -> hand.deleteAllButRecords();
    };
  }

  /** The table now, and as it was. */
  record Snapshots(
      Map<String, Map<String, AttributeValue>> now,
      List<Map<String, Map<String, AttributeValue>>> before) {}

  private record Hand(TamperedChain chain, Snapshots snapshots, Random random) {

    private Map<String, Map<String, AttributeValue>> now() {
      return snapshots.now();
    }

    private static String id(Map<String, AttributeValue> item) {
      return item.getOrDefault(Attribute.ID, RecordItem.text("")).s();
    }

    private Map<String, AttributeValue> record() {
      List<Map<String, AttributeValue>> all = chain.records(now());
      return all.get(random.nextInt(all.size()));
    }

    /** Of those that were there when the table was looked at: others append meanwhile. */
    private long anySegment() {
      Map<String, AttributeValue> head = now().getOrDefault(chain.headId(), Map.of());
      return random.nextLong(
          Long.parseLong(head.getOrDefault(Attribute.NEXT_K, RecordItem.number(1)).n()));
    }

    private AttributeValue flipped(AttributeValue value) {
      byte[] bytes = value.b().asByteArray();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      return RecordItem.binary(Octets.of(bytes));
    }

    Optional<Done> edit(String attribute) {
      Map<String, AttributeValue> item = record();
      AttributeValue value = item.get(attribute);
      if (value == null) {
        return Optional.empty();
      }
      chain.hand.put(item, attribute, flipped(value));
      return Optional.of(Done.record(id(item), Kind.EDITED));
    }

    Optional<Done> dropField() {
      Map<String, AttributeValue> item = record();
      if (!item.containsKey("caller_id")) {
        return Optional.empty();
      }
      var without = new HashMap<>(item);
      without.remove("caller_id");
      chain.hand.put(without);
      return Optional.of(Done.record(id(item), Kind.FIELD_MISSING));
    }

    /** A record as the gateway would have made it, with or without a number. */
    Optional<Done> insert() {
      var forged = new HashMap<>(record());
      String id = "forged-" + random.nextInt(1_000_000);
      forged.put(Attribute.ID, RecordItem.text(id));
      forged.put(
          Attribute.DISPATCHED, RecordItem.text(TrailKeys.dispatched(chain.chains.time.now(), id)));
      switch (random.nextInt(3)) {
        case 0 -> forged.remove(Attribute.SEQUENCE);
        case 1 ->
            forged.put(
                Attribute.SEQUENCE,
                RecordItem.number(chain.head().tip().nextSequence() + 1_000_000));
        default -> {}
      }
      chain.hand.put(forged);
      return Optional.of(Done.record(id, Kind.INSERTED));
    }

    Optional<Done> duplicate() {
      var copy = new HashMap<>(record());
      String id = id(copy) + "-2";
      copy.put(Attribute.ID, RecordItem.text(id));
      chain.hand.put(copy);
      return Optional.of(Done.record(id, Kind.INSERTED));
    }

    Optional<Done> delete() {
      Map<String, AttributeValue> item = record();
      AttributeValue ttl = item.get(Attribute.TTL);
      boolean isDue =
          ttl != null && Long.parseLong(ttl.n()) <= chain.chains.time.now().getEpochSecond();
      if (isDue) {
        return Optional.empty();
      }
      chain.hand.delete(id(item));
      return Optional.of(Done.record(id(item), Kind.DELETED));
    }

    Optional<Done> swap() {
      var one = new HashMap<>(record());
      var other = new HashMap<>(record());
      String id = id(one);
      if (id.equals(id(other))) {
        return Optional.empty();
      }
      one.put(Attribute.ID, RecordItem.text(id(other)));
      other.put(Attribute.ID, RecordItem.text(id));
      List<String> both = List.of(id(one), id(other));
      chain.hand.put(one);
      chain.hand.put(other);
      return Optional.of(
          new Done("swap", both, Set.of(Kind.EDITED), Optional.of(id), Optional.empty()));
    }

    Optional<Done> changeTtl() {
      Map<String, AttributeValue> item = record();
      AttributeValue ttl = item.get(Attribute.TTL);
      if (ttl != null && random.nextBoolean()) {
        var without = new HashMap<>(item);
        without.remove(Attribute.TTL);
        chain.hand.put(without);
        // A run of records that no longer expire is told by its first.
        return Optional.of(Done.item(id(item), Kind.TTL_CHANGED));
      }
      long earlier = chain.chains.time.now().getEpochSecond() - 100_000;
      chain.hand.put(item, Attribute.TTL, RecordItem.number(earlier));
      return Optional.of(Done.record(id(item), Kind.TTL_CHANGED));
    }

    Optional<Done> hide() {
      Map<String, AttributeValue> item = record();
      List<String> keys =
          List.of(Attribute.SCOPE, Attribute.SCOPE_OUTCOME, Attribute.ACTION, Attribute.DISPATCHED);
      String key = keys.get(random.nextInt(keys.size()));
      if (random.nextInt(3) == 0) {
        // Where no query and no verification looks, but well-formed.
        var aside = new HashMap<>(item);
        for (String partition : List.of(Attribute.SCOPE, Attribute.SCOPE_OUTCOME)) {
          aside.put(partition, RecordItem.text(aside(item, partition)));
        }
        chain.hand.put(aside);
      } else if (random.nextBoolean()) {
        var without = new HashMap<>(item);
        without.remove(key);
        chain.hand.put(without);
      } else {
        chain.hand.put(item, key, RecordItem.text("elsewhere"));
      }
      return Optional.of(Done.record(id(item), Kind.INDEX_CHANGED));
    }

    private static String aside(Map<String, AttributeValue> item, String partition) {
      return item.getOrDefault(partition, RecordItem.text("")).s() + "#1";
    }

    Optional<Done> misplace() {
      Map<String, AttributeValue> item = record();
      List<String> place =
          List.of(
              Attribute.SEQUENCE, Attribute.EPOCH, Attribute.PREVIOUS_HASH, Attribute.RECORD_HASH);
      String name = place.get(random.nextInt(place.size()));
      AttributeValue value = item.getOrDefault(name, RecordItem.number(0));
      chain.hand.put(
          item,
          name,
          value.n() == null ? flipped(value) : RecordItem.number(Long.parseLong(value.n()) + 1));
      return Optional.of(Done.record(id(item), Kind.REORDERED, Kind.INSERTED));
    }

    Optional<Done> editSegment() {
      String id = chain.segmentId(anySegment());
      Map<String, AttributeValue> item = now().getOrDefault(id, Map.of());
      chain.hand.put(
          item,
          Attribute.SEGMENT,
          flipped(item.getOrDefault(Attribute.SEGMENT, RecordItem.text(""))));
      return Optional.of(
          Done.item(id, Kind.EDITED, Kind.FORKED, Kind.UNREADABLE, Kind.SIGNATURE_INVALID));
    }

    Optional<Done> deleteSegment() {
      String id = chain.segmentId(anySegment());
      chain.hand.delete(id);
      return Optional.of(Done.item(id, Kind.DELETED));
    }

    Optional<Done> swapSegments() {
      String one = chain.segmentId(anySegment());
      String other = chain.segmentId(anySegment());
      if (one.equals(other)) {
        return Optional.empty();
      }
      chain.hand.put(now().getOrDefault(one, Map.of()), Attribute.ID, RecordItem.text(other));
      chain.hand.put(now().getOrDefault(other, Map.of()), Attribute.ID, RecordItem.text(one));
      return Optional.of(
          new Done(
              "swap",
              List.of(one, other),
              Set.of(Kind.FORKED),
              Optional.empty(),
              Optional.empty()));
    }

    /** What DynamoDB would then collect for the attacker. */
    Optional<Done> expireSegment() {
      String id = chain.segmentId(anySegment());
      chain.hand.put(
          now().getOrDefault(id, Map.of()), Attribute.TTL, RecordItem.number(1_900_000_000));
      return Optional.of(Done.item(id, Kind.INDEX_CHANGED));
    }

    /** A table as it was, which the chain has outgrown; empty when there is none. */
    private Optional<Map<String, Map<String, AttributeValue>>> older() {
      if (snapshots.before().isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(snapshots.before().get(random.nextInt(snapshots.before().size())));
    }

    private static long sizeOf(Map<String, AttributeValue> head) {
      return Long.parseLong(head.getOrDefault(Attribute.NEXT_SEQUENCE, RecordItem.number(0)).n());
    }

    Optional<Done> headBack() {
      return older()
          .map(then -> {
            chain.hand.put(then.getOrDefault(chain.headId(), Map.of()));
            return Done.item(chain.headId(), Kind.ROLLED_BACK);
          });
    }

    /** The last transaction: its segment, its records, or its head alone are as before. */
    Optional<Done> halfTransaction() {
      long k = chain.head().tip().nextK() - 1;
      if (random.nextBoolean()) {
        chain.hand.delete(chain.segmentId(k));
        return Optional.of(Done.item(chain.segmentId(k), Kind.DELETED));
      }
      var kept = new ArrayList<String>();
      for (var entry : chain.segment(now(), k).entries()) {
        if (entry.expiresSeconds() == 0 && now().containsKey(entry.id())) {
          kept.add(entry.id());
        }
      }
      kept.forEach(chain.hand::delete);
      return kept.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Done(
                  "records of the last transaction",
                  kept,
                  Set.of(Kind.DELETED),
                  Optional.of(kept.getFirst()),
                  Optional.empty()));
    }

    /** To an earlier signed state, with all that follows from it. */
    Optional<Done> truncate() {
      return older()
          .map(then -> {
            Map<String, AttributeValue> head = then.getOrDefault(chain.headId(), Map.of());
            var touched = new ArrayList<String>();
            for (String id : chain.ids(now())) {
              if (!then.containsKey(id)) {
                touched.add(id);
                chain.hand.delete(id);
              }
            }
            touched.add(chain.headId());
            chain.hand.put(head);
            return new Done(
                "cut to " + sizeOf(head),
                touched,
                EnumSet.of(Kind.TRUNCATED),
                Optional.empty(),
                Optional.of(sizeOf(head)));
          });
    }

    Optional<Done> rollBack() {
      return older()
          .map(then -> {
            Map<String, AttributeValue> head = then.getOrDefault(chain.headId(), Map.of());
            var touched = new ArrayList<>(chain.ids(now()));
            chain.ids(then).stream().filter(id -> !touched.contains(id)).forEach(touched::add);
            chain.hand.restore(then, touched);
            return new Done(
                "back to " + sizeOf(head),
                touched,
                EnumSet.of(Kind.TRUNCATED),
                Optional.empty(),
                Optional.of(sizeOf(head)));
          });
    }

    Optional<Done> deleteChain() {
      List<String> all = chain.ids(now());
      all.forEach(chain.hand::delete);
      return Optional.of(
          new Done("all", all, EnumSet.of(Kind.CHAIN_DELETED), Optional.empty(), Optional.of(0L)));
    }

    Optional<Done> deleteAllButRecords() {
      List<String> some =
          chain.ids(now()).stream()
              .filter(id -> id.startsWith("SEQ#") || id.startsWith("HEAD#"))
              .toList();
      some.forEach(chain.hand::delete);
      return Optional.of(
          new Done(
              "all but records",
              some,
              EnumSet.of(Kind.CHAIN_DELETED),
              Optional.empty(),
              Optional.empty()));
    }
  }
}
