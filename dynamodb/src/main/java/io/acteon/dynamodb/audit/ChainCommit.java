package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditRecord.ChainPosition;
import io.acteon.crypto.Ed25519Private;
import io.acteon.crypto.OctetWriter;
import io.acteon.crypto.Octets;
import io.acteon.crypto.chain.ChainTip;
import io.acteon.crypto.chain.Segment;
import io.acteon.crypto.chain.SegmentBytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * One transaction that appends records to a chain: the records, their segment, the head. Frozen:
 * sent again it is the same request; any change is another commit with another batch id.
 *
 * @param before the head it stands on
 * @param after the head it leaves
 */
record ChainCommit(
    List<Waiting> batch,
    ChainHead before,
    ChainHead after,
    SegmentBytes segment,
    TransactWriteItemsRequest request) {
  /** Records, segment, head and directory make DynamoDB's limit of 100 items. */
  static final int MAX_RECORDS = 97;

  /** DynamoDB takes 4 MB; the segment, the head and the encoding want their share. */
  static final int MAX_BYTES = 3_500_000;

  /**
   * What a commit needs besides the batch and the head.
   *
   * @param replica what this one is called in the queue for turns
   * @param name the commit's, a version 7 UUID: that of a chain's first says when the chain began
   */
  record Terms(
      String table,
      TrailKeys keys,
      Optional<Ed25519Private> key,
      Optional<Map<String, AttributeValue>> directoryItem,
      String replica,
      UUID name) {}

  static ChainCommit freeze(List<Waiting> batch, ChainHead head, Terms terms) {
    UUID name = terms.name();
    var batchId =
        new OctetWriter()
            .u64(name.getMostSignificantBits())
            .u64(name.getLeastSignificantBits())
            .octets();
    boolean held = heldAfter(batch, head);
    SegmentBytes segment =
        head.tip()
            .append(batch.stream().map(one -> link(one.record())).toList(), batchId, terms.key());
    var after = new ChainHead(head.tip().after(segment), true, held, head.without(terms.replica()));
    var writes = new ArrayList<TransactWriteItem>();
    for (int i = 0; i < batch.size(); i++) {
      writes.add(put(terms, item(batch.get(i).record(), segment.segment(), i, held, terms), false));
    }
    writes.add(put(terms, segmentItem(segment, terms), true));
    writes.add(head.exists() ? update(head, after, terms) : genesis(after, terms));
    terms.directoryItem().ifPresent(item -> writes.add(put(terms, item, true)));
    var request =
        TransactWriteItemsRequest.builder()
            .transactItems(writes)
            .clientRequestToken(name.toString())
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
            .build();
    return new ChainCommit(List.copyOf(batch), head, after, segment, request);
  }

  /** A hold is in force from the record that sets it on, and no more from that which lifts it. */
  private static boolean heldAfter(List<Waiting> batch, ChainHead head) {
    boolean held = head.held();
    for (Waiting one : batch) {
      held =
          switch (one.hold()) {
            case NONE -> held;
            case SET -> true;
            case LIFT -> false;
          };
    }
    return held;
  }

  /** Its own expiry, held or not: what a release gives back must be known without its body. */
  private static ChainTip.Link link(Pending record) {
    return new ChainTip.Link(
        record.id(),
        record.facts().expiresAt().map(RecordItem::ttlSeconds).orElse(0L),
        record.facts().dispatchedAt().toEpochMilli(),
        record.sealed().contentHash());
  }

  private static Map<String, AttributeValue> item(
      Pending record, Segment segment, int index, boolean held, Terms terms) {
    Segment.Entry entry = segment.entries().get(index);
    Map<String, AttributeValue> item = RecordItem.of(record.sealed(), record.facts(), terms.keys());
    item.remove(Attribute.TTL);
    if (entry.expiresSeconds() != 0 && !held) {
      item.put(Attribute.TTL, RecordItem.number(entry.expiresSeconds()));
    }
    item.put(Attribute.EPOCH, RecordItem.number(segment.chain().epoch()));
    item.put(Attribute.SEQUENCE, RecordItem.number(segment.first() + index));
    item.put(Attribute.PREVIOUS_HASH, RecordItem.binary(segment.before(index).octets()));
    item.put(Attribute.RECORD_HASH, RecordItem.binary(entry.recordHash().octets()));
    return item;
  }

  private static Map<String, AttributeValue> segmentItem(SegmentBytes segment, Terms terms) {
    var chain = segment.segment().chain();
    return Map.of(
        Attribute.ID,
        RecordItem.text(terms.keys().segmentId(chain.name(), chain.epoch(), segment.segment().k())),
        Attribute.SEGMENT,
        RecordItem.binary(segment.bytes()));
  }

  private static TransactWriteItem put(
      Terms terms, Map<String, AttributeValue> item, boolean showsWhatItMet) {
    var put =
        Put.builder().tableName(terms.table()).item(item).conditionExpression(TableAccess.ABSENT);
    if (showsWhatItMet) {
      put.returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }
    return TransactWriteItem.builder().put(put.build()).build();
  }

  private static TransactWriteItem genesis(ChainHead after, Terms terms) {
    var item = new HashMap<>(after.attributes());
    item.put(Attribute.ID, RecordItem.text(headId(after, terms)));
    return put(terms, item, true);
  }

  private static String headId(ChainHead head, Terms terms) {
    return terms.keys().headId(head.tip().chain().name());
  }

  private static TransactWriteItem update(ChainHead before, ChainHead after, Terms terms) {
    var names = new HashMap<String, String>();
    var values = new HashMap<String, AttributeValue>();
    var sets = new ArrayList<String>();
    after
        .attributes()
        .forEach((name, value) -> {
          names.put("#" + name, name);
          values.put(":" + name, value);
          sets.add("#" + name + " = :" + name);
        });
    Map<String, AttributeValue> expected = before.attributes();
    var conditions = new ArrayList<String>();
    for (String name : List.of(Attribute.EPOCH, Attribute.NEXT_SEQUENCE, Attribute.HEAD_HASH)) {
      values.put(":was_" + name, expected.get(name));
      conditions.add("#" + name + " = :was_" + name);
    }
    names.put("#" + Attribute.HOLD, Attribute.HOLD);
    // A hold that was set since is met here, whatever else the head says.
    conditions.add(
        (before.held() ? "attribute_exists" : "attribute_not_exists")
            + "(#"
            + Attribute.HOLD
            + ")");
    // Nobody commits while it is another's turn, whatever else the head says.
    names.put("#" + Attribute.TURNS, Attribute.TURNS);
    values.put(":replica", RecordItem.text(terms.replica()));
    conditions.add("(attribute_not_exists(#turns[0]) OR #turns[0] = :replica)");
    var removed = new ArrayList<String>();
    if (before.held() && !after.held()) {
      removed.add("#" + Attribute.HOLD);
    }
    if (before.isTurnOf(terms.replica())) {
      removed.add("#" + Attribute.TURNS + "[0]");
    }
    return TransactWriteItem.builder()
        .update(
            Update.builder()
                .tableName(terms.table())
                .key(TableAccess.key(headId(after, terms)))
                .conditionExpression(String.join(" AND ", conditions))
                .updateExpression(
                    "SET "
                        + String.join(", ", sets)
                        + (removed.isEmpty() ? "" : " REMOVE " + String.join(", ", removed)))
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build())
        .build();
  }

  /** The place of record {@code index} of the batch, as it is shown. */
  ChainPosition position(int index) {
    Segment made = segment.segment();
    long n = made.first() + index;
    return new ChainPosition(
        n,
        made.entries().get(index).recordHash().hex(),
        n == 0 ? Optional.empty() : Optional.of(made.before(index).hex()));
  }

  Octets batchId() {
    return segment.segment().batchId();
  }
}
