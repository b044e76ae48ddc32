package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.crypto.Octets;
import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.Segment;
import io.acteon.crypto.chain.SystemRecords;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.dynamodb.internal.Reply;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Legal holds: a record that sets the hold on the head, so that whoever appends after it sets no
 * expiry; then the expiries of older records are taken away, and what was kept is recorded.
 * Thread-safe.
 */
final class Holds {
  private static final int SEGMENTS_AT_ONCE = 10;

  /** So many spans fit a record's details. */
  private static final int SPANS_PER_RECORD = 400;

  private static final Waiting.HoldChange NO_CHANGE = Waiting.HoldChange.NONE;
  private static final long REMEMBERED_NANOS = 5_000_000_000L;

  private final TableAccess table;
  private final TrailKeys keys;
  private final SegmentReads segments;
  private final Octets logId;
  private final SystemAppends append;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(boolean held, long readNanos) {}

  Holds(
      TableAccess table,
      TrailKeys keys,
      SegmentReads segments,
      Octets logId,
      SystemAppends append) {
    this.table = table;
    this.keys = keys;
    this.segments = segments;
    this.logId = logId;
    this.append = append;
  }

  /** Whether a chain is held, as of a few seconds ago at the latest. */
  boolean isHeld(String chain, Deadline deadline, CallMeter meter) {
    long now = table.connection().time().nanos();
    Known before = known.get(chain);
    if (before != null && now - before.readNanos() < REMEMBERED_NANOS) {
      return before.held();
    }
    boolean held = segments.head(new ChainId(logId, chain, 0), deadline, meter).held();
    known.put(chain, new Known(held, now));
    return held;
  }

  /** Sets a hold; answers how many records would have expired and are kept now. */
  long set(Scope scope, String reason, Deadline deadline) {
    Json why = Json.object(Json.field("reason", reason));
    done(append.say(scope, SystemRecords.HOLD, why, Waiting.HoldChange.SET, deadline));
    known.clear();
    var kept = new ArrayList<Json>();
    long count = 0;
    OptionalLong first = OptionalLong.empty();
    long last = -1;
    for (Kept one : sweep(scope, deadline, this::withoutExpiry)) {
      count++;
      if (first.isPresent() && one.sequence() != last + 1) {
        kept.add(span(first.getAsLong(), last));
        first = OptionalLong.empty();
      }
      first = OptionalLong.of(first.orElse(one.sequence()));
      last = one.sequence();
    }
    if (first.isPresent()) {
      kept.add(span(first.getAsLong(), last));
    }
    for (int i = 0; i < kept.size(); i += SPANS_PER_RECORD) {
      Json spans = Json.array(kept.subList(i, Math.min(kept.size(), i + SPANS_PER_RECORD)));
      Json details = Json.object(Json.field("kept", spans));
      done(append.say(scope, SystemRecords.HOLD_APPLIED, details, NO_CHANGE, deadline));
    }
    return count;
  }

  private static Json span(long first, long last) {
    return Json.array(List.of(Json.of(first), Json.of(last)));
  }

  /** Lifts a hold; answers how many records will expire again. */
  long release(Scope scope, String reason, Deadline deadline) {
    Json why = Json.object(Json.field("reason", reason));
    done(append.say(scope, SystemRecords.RELEASE, why, Waiting.HoldChange.LIFT, deadline));
    known.clear();
    return sweep(scope, deadline, this::withOwnExpiry).size();
  }

  private static void done(Answer<Receipt, Refusal> answer) {
    switch (answer) {
      case Answer.Applied<Receipt, Refusal> _ -> {}
      case Answer.Refused<Receipt, Refusal>(Refusal refusal) ->
          throw new StoreException.Rejected("the hold was not recorded: " + refusal.reason());
      case Answer.Unknown<Receipt, Refusal>(String reason) ->
          throw new StoreException.Unavailable(
              "nobody knows whether the hold was recorded; do it again: " + reason);
    }
  }

  /** A record whose expiry was changed. */
  private record Kept(long sequence) {}

  /** What to do with one record's expiry. */
  private interface Change {
    Optional<UpdateItemRequest> of(Segment.Entry entry, Map<String, AttributeValue> item);
  }

  private List<Kept> sweep(Scope scope, Deadline deadline, Change change) {
    var chain = new ChainId(logId, keys.chain(scope), 0);
    return table.metered(
        "hold_sweep",
        meter -> {
          ChainHead head = segments.head(chain, deadline, meter);
          var changed = new ArrayList<Kept>();
          long end = head.tip().nextK();
          for (long k = 0; k < end; k += SEGMENTS_AT_ONCE) {
            segments
                .items(head.tip().chain(), k, Math.min(end, k + SEGMENTS_AT_ONCE), deadline, meter)
                .values()
                .forEach(item ->
                    sweep(SegmentReads.segment(item).segment(), change, changed, deadline, meter));
          }
          return changed;
        });
  }

  private void sweep(
      Segment segment, Change change, List<Kept> changed, Deadline deadline, CallMeter meter) {
    var items =
        table.getAll(segment.entries().stream().map(Segment.Entry::id).toList(), deadline, meter);
    for (int i = 0; i < segment.entries().size(); i++) {
      Segment.Entry entry = segment.entries().get(i);
      Map<String, AttributeValue> item = items.get(entry.id());
      Optional<UpdateItemRequest> update = item == null ? Optional.empty() : change.of(entry, item);
      if (update.isPresent() && apply(update.get(), deadline, meter)) {
        changed.add(new Kept(segment.first() + i));
      }
    }
  }

  private Optional<UpdateItemRequest> withoutExpiry(
      Segment.Entry entry, Map<String, AttributeValue> item) {
    return entry.expiresSeconds() == 0
        ? Optional.empty()
        : Optional.of(update(entry.id(), "REMOVE #ttl", Map.of()));
  }

  private Optional<UpdateItemRequest> withOwnExpiry(
      Segment.Entry entry, Map<String, AttributeValue> item) {
    AttributeValue own = item.get(Attribute.EXPIRES);
    if (own == null || own.n() == null) {
      return Optional.empty();
    }
    long seconds = Math.ceilDiv(Long.parseLong(own.n()), 1_000L);
    return Optional.of(
        update(entry.id(), "SET #ttl = :ttl", Map.of(":ttl", RecordItem.number(seconds))));
  }

  /** Without the condition a collected record would rise again as a stub. */
  private UpdateItemRequest update(String id, String what, Map<String, AttributeValue> values) {
    return UpdateItemRequest.builder()
        .tableName(table.connection().table())
        .key(TableAccess.key(id))
        .conditionExpression("attribute_exists(#id)")
        .updateExpression(what)
        .expressionAttributeNames(Map.of("#id", Attribute.ID, "#ttl", Attribute.TTL))
        .expressionAttributeValues(values.isEmpty() ? null : values)
        .build();
  }

  private boolean apply(UpdateItemRequest update, Deadline deadline, CallMeter meter) {
    var reply =
        table
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
                meter);
    return switch (reply) {
      case Reply.Answered<?> _ -> true;
      case Reply.Refused<?> _ -> false;
      case Reply.Lost<?> lost -> throw lost.fault();
    };
  }
}
