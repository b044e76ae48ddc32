package io.acteon.dynamodb.audit;

import io.acteon.crypto.chain.BodyFacts;
import io.acteon.crypto.chain.Segment;
import io.acteon.crypto.chain.UnreadableRecordException;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.dynamodb.internal.Reply;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Takes the time to be collected away from records, and gives it back. What is as it should be
 * costs a read only. Thread-safe.
 */
final class Expiries {
  private final TableAccess table;

  Expiries(TableAccess table) {
    this.table = table;
  }

  /** What is done to the records of a segment; answers the numbers of those that it is done to. */
  @FunctionalInterface
  interface Change {
    List<Long> of(Segment segment, Deadline deadline, CallMeter meter);
  }

  /** Nothing of the segment is collected from now on; answers what would have been. */
  List<Long> remove(Segment segment, Deadline deadline, CallMeter meter) {
    return change(
        segment,
        (entry, item) ->
            entry.expiresSeconds() == 0
                ? Optional.empty()
                : Optional.of(new Wanted(entry.id(), item, null)),
        deadline,
        meter);
  }

  /** Everything is collected at its own time again; answers what will be. */
  List<Long> restore(Segment segment, Deadline deadline, CallMeter meter) {
    return change(
        segment,
        (entry, item) -> own(item).map(ttl -> new Wanted(entry.id(), item, ttl)),
        deadline,
        meter);
  }

  /** By the body, which is hashed, not by an index attribute. */
  private static Optional<AttributeValue> own(Map<String, AttributeValue> item) {
    try {
      BodyFacts facts = RecordItem.sealed(item).facts();
      return facts.expiresAt().map(RecordItem::ttlSeconds).map(RecordItem::number);
    } catch (UnreadableRecordException _) {
      return Optional.empty(); // Verification says so.
    }
  }

  /** A record as it is, and the TTL that it is to have. */
  private record Wanted(String id, Map<String, AttributeValue> item, @Nullable AttributeValue ttl) {
    boolean isSo() {
      AttributeValue now = item.get(Attribute.TTL);
      return ttl == null ? now == null : ttl.equals(now);
    }
  }

  private interface Decision {
    Optional<Wanted> of(Segment.Entry entry, Map<String, AttributeValue> item);
  }

  private List<Long> change(
      Segment segment, Decision decision, Deadline deadline, CallMeter meter) {
    var items =
        table.getAll(segment.entries().stream().map(Segment.Entry::id).toList(), deadline, meter);
    var numbers = new ArrayList<Long>();
    var updates = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < segment.entries().size(); i++) {
      Segment.Entry entry = segment.entries().get(i);
      Map<String, AttributeValue> item = items.get(entry.id());
      Optional<Wanted> wanted = item == null ? Optional.empty() : decision.of(entry, item);
      if (wanted.isPresent()) {
        numbers.add(segment.first() + i);
        updates.add(() -> wanted.get().isSo() || apply(update(wanted.get()), deadline));
      }
    }
    List<Boolean> there = together(updates);
    var changed = new ArrayList<Long>();
    for (int i = 0; i < numbers.size(); i++) {
      if (there.get(i)) {
        changed.add(numbers.get(i));
      }
    }
    return changed;
  }

  /** A segment's updates at once; the connection bounds how many are under way. */
  private static List<Boolean> together(List<Callable<Boolean>> updates) {
    var results = new ArrayList<Boolean>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> update : threads.invokeAll(updates)) {
        results.add(update.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted while expiries were being changed", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException fault) {
        throw fault;
      }
      throw new IllegalStateException("changing an expiry failed in an unforeseen way", e);
    }
  }

  /** Without the condition a collected record would rise again as a stub. */
  private UpdateItemRequest update(Wanted wanted) {
    AttributeValue ttl = wanted.ttl();
    return UpdateItemRequest.builder()
        .tableName(table.connection().table())
        .key(TableAccess.key(wanted.id()))
        .conditionExpression("attribute_exists(#id)")
        .updateExpression(ttl == null ? "REMOVE #ttl" : "SET #ttl = :ttl")
        .expressionAttributeNames(Map.of("#id", Attribute.ID, "#ttl", Attribute.TTL))
        .expressionAttributeValues(ttl == null ? null : Map.of(":ttl", ttl))
        .build();
  }

  /** Whether the record was there. */
  private boolean apply(UpdateItemRequest update, Deadline deadline) {
    return table.metered(
        "expiry",
        meter ->
            switch (table
                .connection()
                .attempts()
                .send(
                    "UpdateItem",
                    limits ->
                        table
                            .connection()
                            .client()
                            .updateItem(update.toBuilder().overrideConfiguration(limits).build()),
                    deadline,
                    meter)) {
              case Reply.Answered<?> _ -> true;
              case Reply.Refused<?> _ -> false;
              case Reply.Lost<?> lost -> throw lost.fault();
            });
  }
}
