package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditQuery.Filters;
import io.acteon.audit.AuditRecord;
import io.acteon.crypto.chain.SystemRecords;
import io.acteon.crypto.chain.UnreadableRecordException;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Finds intents that nobody concluded, since a gateway died between intent and outcome, and says
 * that their outcome is unknown. Every replica may: the first one's word stands, and how far one
 * has come is in the table, so that the others need not go there and no outage is too long.
 * Thread-safe: all sweeps are one thread's, which is never interrupted.
 */
final class IntentSweeper implements Attached {
  /** Older than every deadline of a dispatch and every retry of its outcome. */
  static final Duration AGE = Duration.ofMinutes(10);

  static final Duration INTERVAL = Duration.ofMinutes(5);

  /** So that not all replicas look at once. */
  static final Duration JITTER = Duration.ofMinutes(1);

  /** Indexes lag, and clocks differ. */
  private static final Duration OVERLAP = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(IntentSweeper.class);

  /** For a page of intents; a sweep as a whole takes as long as it takes. */
  private static final Duration STEP = Duration.ofSeconds(10);

  private static final int PAGE = 100;

  private final TableAccess table;
  private final TrailKeys keys;
  private final ScopeDirectory directory;
  private final Conclusion conclusion;
  private final SweptMark mark;
  private final TimeSource time;
  private final Random random = new Random();
  private final Ending ending;

  /** Writes an outcome unless there is one. */
  @FunctionalInterface
  interface Conclusion {
    /** Whether there is one now; else the intent is looked at again. */
    boolean conclude(AuditRecord unknown, Deadline deadline);
  }

  IntentSweeper(
      TableAccess table,
      TrailKeys keys,
      ScopeDirectory directory,
      Conclusion conclusion,
      TimeSource time) {
    this.table = table;
    this.keys = keys;
    this.directory = directory;
    this.conclusion = conclusion;
    this.mark = new SweptMark(table, keys);
    this.time = time;
    this.ending = new Ending(time);
    Thread.ofVirtual().name("acteon-audit-sweeper").start(this::run);
  }

  private void run() {
    try {
      while (!ending.isAskedWithin(INTERVAL.plusNanos(random.nextLong(JITTER.toNanos())))) {
        sweep();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // Nobody does.
    } finally {
      ending.reach();
    }
  }

  /** Concludes what is old enough, unless another has. */
  private void sweep() {
    Instant to = time.now().minus(AGE);
    try {
      Instant swept = mark.read(step());
      if (swept.isBefore(to.minus(INTERVAL.dividedBy(2))) && sweep(swept.minus(OVERLAP), to)) {
        mark.move(to, step());
      }
    } catch (StoreException e) {
      LOG.warn("intents without outcome wait for the next sweep: {}", e.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.error("a sweep of intents failed in an unforeseen way", e);
    }
  }

  private Deadline step() {
    return ending.step(STEP);
  }

  /** Whether every intent between the two times has an outcome now. */
  private boolean sweep(Instant from, Instant to) {
    return table.metered(
        "intent_sweep",
        meter -> {
          boolean all = true;
          for (Scope scope : directory.entries(step(), meter)) {
            all &= sweep(keys.partition(scope, true), from, to, meter);
          }
          return all;
        });
  }

  private boolean sweep(String partition, Instant from, Instant to, CallMeter meter) {
    var branch =
        new Branch(
            table,
            new Branch.Range(
                AuditTable.BY_DISPATCH,
                Attribute.SCOPE,
                partition,
                TrailKeys.millis(from.toEpochMilli()),
                TrailKeys.millis(to.toEpochMilli()),
                true,
                Filters.NONE));
    boolean all = true;
    while (branch.peek(PAGE, step(), meter).isPresent()) {
      if (ending.isAsked()) {
        return false;
      }
      var intents = new ArrayList<String>();
      while (intents.size() < PAGE && branch.peek(PAGE, step(), meter).isPresent()) {
        intents.add(branch.take().id());
      }
      all &= conclude(intents, meter);
    }
    return all;
  }

  /** Nearly all have outcomes since long ago, which the cheaper read shows. */
  private boolean conclude(List<String> intents, CallMeter meter) {
    List<String> outcomes = intents.stream().map(IntentSweeper::outcomeId).toList();
    Set<String> concluded = table.peekAll(outcomes, step(), meter).keySet();
    List<String> open = intents.stream().filter(id -> !concluded.contains(outcomeId(id))).toList();
    var items =
        table.getAll(
            open.stream().flatMap(id -> Stream.of(id, outcomeId(id))).toList(), step(), meter);
    boolean all = true;
    for (String id : open) {
      Map<String, AttributeValue> intent = items.get(id);
      if (intent != null && !items.containsKey(outcomeId(id))) {
        all &= conclude(intent);
      }
    }
    return all;
  }

  private boolean conclude(Map<String, AttributeValue> item) {
    try {
      AuditRecord intent = RecordItem.sealed(item).open();
      AuditRecord unknown =
          intent.toBuilder()
              .id(outcomeId(intent.id()))
              .outcome(SystemRecords.UNKNOWN)
              .outcomeDetails(
                  Json.object(
                      Json.field(
                          "reason", "no outcome was recorded within " + AGE.toMinutes() + " min")))
              .completedAt(time.now())
              .build();
      return conclusion.conclude(unknown, step());
    } catch (UnreadableRecordException e) {
      LOG.error("an intent cannot be read, so nothing is said of its outcome: {}", e.getMessage());
      return true; // Nor will it be the next time.
    }
  }

  private static String outcomeId(String intentId) {
    return intentId.endsWith(AuditRecord.INTENT_SUFFIX)
        ? intentId.substring(0, intentId.length() - AuditRecord.INTENT_SUFFIX.length())
        : intentId;
  }

  /** Ends after the page that is being swept; what is left is the next process's. */
  @Override
  public void close(Deadline deadline) {
    if (!ending.await(deadline)) {
      LOG.warn("a sweep of intents was left unfinished; it is the next gateway's");
    }
  }
}
