package io.acteon.dynamodb.audit;

import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.crypto.Checkpoint;
import io.acteon.crypto.SignedNote;
import io.acteon.crypto.chain.AnchorNotes;
import io.acteon.crypto.chain.Anchors;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.dynamodb.internal.Reply;
import io.acteon.store.StoreCall;
import io.acteon.time.Deadline;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Checkpoints in the table: one item each, written once, and the latest of a chain, which only
 * moves on. Whoever writes the table can delete them, but not make others. Thread-safe.
 */
final class CheckpointItems {
  private final TableAccess table;
  private final ChainSettings settings;
  private final Optional<AnchorFile> anchor;

  CheckpointItems(TableAccess table, ChainSettings settings) {
    this.table = table;
    this.settings = settings;
    this.anchor = settings.anchorFile().map(file -> new AnchorFile(file, settings));
  }

  /** Where checkpoints are kept outside the table. */
  Optional<AnchorFile> anchor() {
    return anchor;
  }

  static String latestId(String origin) {
    return "LATEST#" + origin;
  }

  static String id(Checkpoint checkpoint) {
    return "CKPT#" + checkpoint.origin() + "#" + checkpoint.size();
  }

  /**
   * Writes a checkpoint; false when there is one of the same size that a trusted key signed and
   * that contradicts it.
   */
  boolean put(Checkpoint checkpoint, SignedNote note, Deadline deadline) {
    AttributeValue printed = RecordItem.text(note.print());
    PutItemRequest once =
        PutItemRequest.builder()
            .tableName(table.connection().table())
            .item(Map.of(Attribute.ID, RecordItem.text(id(checkpoint)), Attribute.NOTE, printed))
            .conditionExpression(TableAccess.ABSENT)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    UpdateItemRequest latest =
        UpdateItemRequest.builder()
            .tableName(table.connection().table())
            .key(TableAccess.key(latestId(checkpoint.origin())))
            .conditionExpression(TableAccess.ABSENT + " OR #size < :size")
            .updateExpression("SET #size = :size, #note = :note")
            .expressionAttributeNames(Map.of("#size", Attribute.SIZE, "#note", Attribute.NOTE))
            .expressionAttributeValues(
                Map.of(":size", RecordItem.number(checkpoint.size()), ":note", printed))
            .build();
    CallMeter meter = table.connection().meter("checkpoint");
    Reply<?> met =
        write(
            () ->
                table
                    .connection()
                    .attempts()
                    .send(
                        "PutItem",
                        limits ->
                            table
                                .connection()
                                .client()
                                .putItem(once.toBuilder().overrideConfiguration(limits).build()),
                        deadline,
                        meter),
            meter);
    if (isContradicted(checkpoint, met)) {
      meter.ended(StoreCall.Result.REFUSED);
      return false;
    }
    var _ =
        write(
            () ->
                table
                    .connection()
                    .attempts()
                    .send(
                        "UpdateItem",
                        limits ->
                            table
                                .connection()
                                .client()
                                .updateItem(
                                    latest.toBuilder().overrideConfiguration(limits).build()),
                        deadline,
                        meter),
            meter);
    meter.ended(StoreCall.Result.APPLIED);
    return true;
  }

  /** One that is unreadable, or signed by nobody, is for verification to tell of. */
  private boolean isContradicted(Checkpoint checkpoint, Reply<?> met) {
    if (!(met instanceof Reply.Refused<?> refused)
        || !(refused.refusal() instanceof ConditionalCheckFailedException failed)) {
      return false;
    }
    var notes = new AnchorNotes(settings.logOrigin(), settings.trusted(), false);
    try {
      AttributeValue printed = failed.item().getOrDefault(Attribute.NOTE, RecordItem.text(""));
      notes.add(String.valueOf(printed.s()), Optional.empty(), "a checkpoint");
    } catch (IllegalArgumentException _) {
      return false;
    }
    return notes.anchors().newest().filter(checkpoint::contradicts).isPresent();
  }

  /** A refusal means that it is there already, or a later one. */
  private static Reply<?> write(Supplier<? extends Reply<?>> send, CallMeter meter) {
    Reply<?> reply = send.get();
    if (reply instanceof Reply.Lost<?> lost) {
      meter.ended(StoreCall.Result.UNAVAILABLE);
      throw lost.fault();
    }
    return reply;
  }

  /** The latest checkpoint in the table of the chain {@code origin}, and what is wrong with it. */
  Anchors latest(String origin, Deadline deadline, CallMeter meter) {
    Map<String, AttributeValue> item = table.get(latestId(origin), deadline, meter);
    Anchors latest = latest(item, origin);
    Optional<Checkpoint> checkpoint = latest.newest();
    if (checkpoint.isEmpty()) {
      return latest;
    }
    // It is written before the latest points to it.
    Map<String, AttributeValue> one = table.get(id(checkpoint.get()), deadline, meter);
    var fault = new AnchorNotes(settings.logOrigin(), settings.trusted(), false);
    if (one.isEmpty()) {
      fault.fault(
          Finding.ofChain(
              Kind.DELETED, "the checkpoint of " + checkpoint.get().size() + " records is gone"));
    } else {
      checkOne(one, checkpoint.get(), fault);
    }
    return latest.and(fault.anchors());
  }

  /** Other replicas may have signed the same with another key. */
  private void checkOne(
      Map<String, AttributeValue> item, Checkpoint checkpoint, AnchorNotes fault) {
    String place = "the checkpoint of " + checkpoint.size() + " records";
    try {
      String printed = item.getOrDefault(Attribute.NOTE, RecordItem.text("")).s();
      fault.add(String.valueOf(printed), Optional.empty(), place);
      if (!Checkpoint.parse(SignedNote.parse(printed).text()).equals(checkpoint)) {
        throw new IllegalArgumentException("it is another than the latest");
      }
    } catch (IllegalArgumentException e) {
      fault.fault(Finding.ofChain(Kind.EDITED, place + ": " + e.getMessage()));
    }
    ItemCheck.more(item, Set.of(Attribute.ID, Attribute.NOTE))
        .ifPresent(more -> fault.fault(Finding.ofChain(Kind.INDEX_CHANGED, place + ": " + more)));
  }

  /** The checkpoint in the item of the latest one. */
  Anchors latest(Map<String, AttributeValue> item, String origin) {
    var notes = new AnchorNotes(settings.logOrigin(), settings.trusted(), false);
    if (item.isEmpty()) {
      return notes.anchors();
    }
    String place = "the latest checkpoint";
    try {
      String printed = String.valueOf(item.getOrDefault(Attribute.NOTE, RecordItem.text("")).s());
      Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(printed).text());
      if (!checkpoint.origin().equals(origin)) {
        throw new IllegalArgumentException("it is of the chain " + checkpoint.origin());
      }
      notes.add(printed, Optional.empty(), place);
      ItemCheck.difference(
              item,
              Map.of(
                  Attribute.ID,
                  RecordItem.text(latestId(origin)),
                  Attribute.NOTE,
                  RecordItem.text(printed),
                  Attribute.SIZE,
                  RecordItem.number(checkpoint.size())))
          .ifPresent(
              fault -> notes.fault(Finding.ofChain(Kind.INDEX_CHANGED, place + ": " + fault)));
    } catch (IllegalArgumentException e) {
      notes.fault(Finding.ofChain(Kind.EDITED, place + ": " + e.getMessage()));
    }
    return notes.anchors();
  }

  /** All that is known of how far a chain was: in the table and outside of it. */
  Anchors known(String origin, Deadline deadline, CallMeter meter) {
    return anchor
        .map(file -> file.read(origin))
        .orElse(Anchors.NONE)
        .and(latest(origin, deadline, meter));
  }

  /** The largest of what is known, for those who append; it costs little, however often. */
  Optional<Checkpoint> newest(String origin, Deadline deadline, CallMeter meter) {
    return Stream.concat(
            anchor.flatMap(file -> file.newest(origin)).stream(),
            latest(table.get(latestId(origin), deadline, meter), origin).newest().stream())
        .max(Comparator.comparing(Checkpoint::size));
  }
}
