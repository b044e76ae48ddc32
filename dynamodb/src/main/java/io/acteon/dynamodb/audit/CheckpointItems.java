package io.acteon.dynamodb.audit;

import io.acteon.crypto.Checkpoint;
import io.acteon.crypto.SignedNote;
import io.acteon.crypto.chain.Anchors;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.dynamodb.internal.Reply;
import io.acteon.store.StoreCall;
import io.acteon.time.Deadline;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Checkpoints in the table: one item each, written once, and the latest of a chain, which only
 * moves on. Whoever writes the table can delete them, but not make others. Thread-safe.
 */
final class CheckpointItems {
  private static final String NOTE = "note";
  private static final String SIZE = "size";

  private final TableAccess table;
  private final ChainSettings settings;

  CheckpointItems(TableAccess table, ChainSettings settings) {
    this.table = table;
    this.settings = settings;
  }

  static String latestId(String origin) {
    return "LATEST#" + origin;
  }

  static String id(Checkpoint checkpoint) {
    return "CKPT#" + checkpoint.origin() + "#" + checkpoint.size();
  }

  void put(Checkpoint checkpoint, SignedNote note, Deadline deadline) {
    AttributeValue printed = RecordItem.text(note.print());
    PutItemRequest once =
        PutItemRequest.builder()
            .tableName(table.connection().table())
            .item(Map.of(Attribute.ID, RecordItem.text(id(checkpoint)), NOTE, printed))
            .conditionExpression("attribute_not_exists(#id)")
            .expressionAttributeNames(Map.of("#id", Attribute.ID))
            .build();
    UpdateItemRequest latest =
        UpdateItemRequest.builder()
            .tableName(table.connection().table())
            .key(TableAccess.key(latestId(checkpoint.origin())))
            .conditionExpression("attribute_not_exists(#id) OR #size < :size")
            .updateExpression("SET #size = :size, #note = :note")
            .expressionAttributeNames(Map.of("#id", Attribute.ID, "#size", SIZE, "#note", NOTE))
            .expressionAttributeValues(
                Map.of(":size", RecordItem.number(checkpoint.size()), ":note", printed))
            .build();
    CallMeter meter = table.connection().meter("checkpoint");
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
                            .updateItem(latest.toBuilder().overrideConfiguration(limits).build()),
                    deadline,
                    meter),
        meter);
    meter.ended(StoreCall.Result.APPLIED);
  }

  /** A refusal means that it is there already, or a later one. */
  private static void write(Supplier<? extends Reply<?>> send, CallMeter meter) {
    if (send.get() instanceof Reply.Lost<?> lost) {
      meter.ended(StoreCall.Result.UNAVAILABLE);
      throw lost.fault();
    }
  }

  /** The checkpoint in the item of the latest one. */
  Optional<Anchors.Anchor> latest(Map<String, AttributeValue> item, String origin) {
    AttributeValue printed = item.get(NOTE);
    if (printed == null || printed.s() == null) {
      return Optional.empty();
    }
    try {
      SignedNote note = SignedNote.parse(printed.s());
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      boolean counts =
          checkpoint.origin().equals(origin)
              && settings.trusted().stream()
                  .anyMatch(key -> note.isSignedBy(settings.logOrigin(), key));
      return counts
          ? Optional.of(new Anchors.Anchor(checkpoint, Optional.empty(), false))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** All that is known of how far a chain was: in the table and outside of it. */
  Anchors known(String origin, Deadline deadline, CallMeter meter) {
    Anchors outside =
        settings
            .anchorFile()
            .map(file -> AnchorFile.read(file, origin, settings))
            .orElse(Anchors.NONE);
    Map<String, AttributeValue> item = table.get(latestId(origin), deadline, meter);
    Optional<Anchors.Anchor> inside = latest(item, origin);
    Stream<String> remark =
        item.isEmpty() || inside.isPresent()
            ? Stream.empty()
            : Stream.of(
                "the checkpoint in the table is not one of this chain that a trusted key signed;"
                    + " it was not counted");
    return new Anchors(
        Stream.concat(outside.all().stream(), inside.stream()).toList(),
        Stream.concat(outside.remarks().stream(), remark).toList());
  }
}
