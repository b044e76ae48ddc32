package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.crypto.Octets;
import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.SystemRecords;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Legal holds: a record that sets the hold on the head, so that whoever appends after it sets no
 * expiry; then the expiries of older records are taken away, and what was kept is recorded, now and
 * then on the way. Whatever fails in between is mended by setting the hold again, which goes
 * quickly over what is done. Thread-safe.
 */
final class Holds {
  private static final int SEGMENTS_AT_ONCE = 10;

  /** So many spans fit a record's details. */
  private static final int SPANS_PER_RECORD = 400;

  /** After so many segments what was kept is recorded: about 10,000 records of a busy chain. */
  private static final long SEGMENTS_PER_RECORD = 100;

  private static final Waiting.HoldChange NO_CHANGE = Waiting.HoldChange.NONE;
  private static final long REMEMBERED_NANOS = 5_000_000_000L;

  private final TableAccess table;
  private final TrailKeys keys;
  private final SegmentReads segments;
  private final Expiries expiries;
  private final Octets logId;
  private final Optional<SystemAppends> append;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(boolean held, long readNanos) {}

  /** Without {@code append}, holds are only looked at. */
  Holds(TableAccess table, TrailKeys keys, Octets logId, Optional<SystemAppends> append) {
    this.table = table;
    this.keys = keys;
    this.segments = new SegmentReads(table, keys);
    this.expiries = new Expiries(table);
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
    done(append().say(scope, SystemRecords.HOLD, why, Waiting.HoldChange.SET, deadline));
    known.clear();
    var kept = new KeptSpans();
    long count =
        sweep(scope, expiries::remove, kept, () -> record(scope, kept, false, deadline), deadline);
    record(scope, kept, true, deadline);
    check(scope, true, deadline);
    return count;
  }

  private SystemAppends append() {
    return append.orElseThrow(() -> new StoreException.Rejected(NoWriter.REASON));
  }

  /** Lifts a hold; answers how many records will expire again. */
  long release(Scope scope, String reason, Deadline deadline) {
    Json why = Json.object(Json.field("reason", reason));
    done(append().say(scope, SystemRecords.RELEASE, why, Waiting.HoldChange.LIFT, deadline));
    known.clear();
    long count = sweep(scope, expiries::restore, new KeptSpans(), () -> {}, deadline);
    check(scope, false, deadline);
    return count;
  }

  /** Changes the expiries of what is in the chain now; {@code onTheWay} is run now and then. */
  private long sweep(
      Scope scope, Expiries.Change change, KeptSpans kept, Runnable onTheWay, Deadline deadline) {
    var chain = new ChainId(logId, keys.chain(scope), 0);
    return table.metered(
        "hold_sweep",
        meter -> {
          ChainHead head = segments.head(chain, deadline, meter);
          long count = 0;
          long end = head.tip().nextK();
          for (long k = 0; k < end; k += SEGMENTS_AT_ONCE) {
            var page =
                segments.items(
                    head.tip().chain(), k, Math.min(end, k + SEGMENTS_AT_ONCE), deadline, meter);
            for (var item : page.values()) {
              List<Long> changed = change.of(SegmentReads.segment(item).segment(), deadline, meter);
              changed.forEach(kept::add);
              count += changed.size();
            }
            if (k % SEGMENTS_PER_RECORD == SEGMENTS_PER_RECORD - SEGMENTS_AT_ONCE) {
              onTheWay.run();
            }
          }
          return count;
        });
  }

  /**
   * The last record of a hold, which all others say is to come, is written even if nothing was
   * kept.
   */
  private void record(Scope scope, KeptSpans kept, boolean complete, Deadline deadline) {
    List<Json> spans = kept.take();
    for (int i = 0; i < spans.size() || (complete && i == 0); i += SPANS_PER_RECORD) {
      int end = Math.min(spans.size(), i + SPANS_PER_RECORD);
      Json.Obj details = Json.object(Json.field("kept", Json.array(spans.subList(i, end))));
      if (!complete || end < spans.size()) {
        details = details.with(SystemRecords.MORE, Json.of(true));
      }
      done(append().say(scope, SystemRecords.HOLD_APPLIED, details, NO_CHANGE, deadline));
    }
  }

  /** Somebody else may have changed the hold while expiries were being changed. */
  private void check(Scope scope, boolean held, Deadline deadline) {
    var chain = new ChainId(logId, keys.chain(scope), 0);
    ChainHead head = table.metered("hold_check", meter -> segments.head(chain, deadline, meter));
    if (head.held() != held) {
      throw new StoreException.Rejected(
          "the hold of %s was %s by somebody else meanwhile: do again what is to be"
              .formatted(scope, held ? "released" : "set"));
    }
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
}
