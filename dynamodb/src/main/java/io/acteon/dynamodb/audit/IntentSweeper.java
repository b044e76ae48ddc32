package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditQuery.Filters;
import io.acteon.audit.AuditRecord;
import io.acteon.crypto.chain.SystemRecords;
import io.acteon.crypto.chain.UnreadableRecordException;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.model.Json;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Finds intents that nobody concluded, since a gateway died between intent and outcome, and says
 * that their outcome is unknown. Every replica may: the first one's word stands. Thread-safe:
 * sweeps are made one at a time.
 */
final class IntentSweeper implements AutoCloseable {
  /** Older than every deadline of a dispatch and every retry of its outcome. */
  static final Duration AGE = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(IntentSweeper.class);
  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final Duration LOOK_BACK = Duration.ofDays(1);
  private static final Duration SWEEP = Duration.ofMinutes(5);
  private static final int PAGE = 100;

  private final TableAccess table;
  private final TrailKeys keys;
  private final ScopeDirectory directory;
  private final SystemAppends append;
  private final TimeSource time;
  private final Thread sweeps;
  private Instant from;

  IntentSweeper(
      TableAccess table,
      TrailKeys keys,
      ScopeDirectory directory,
      SystemAppends append,
      TimeSource time) {
    this.table = table;
    this.keys = keys;
    this.directory = directory;
    this.append = append;
    this.time = time;
    this.from = time.now().minus(LOOK_BACK);
    this.sweeps = Thread.ofVirtual().name("acteon-audit-sweeper").start(this::run);
  }

  private void run() {
    try {
      while (true) {
        time.sleep(INTERVAL);
        sweep();
      }
    } catch (InterruptedException _) {
      // The end; what is left is the next process's.
    }
  }

  /** Concludes what is old enough; answers how many intents that were. */
  synchronized int sweep() {
    Instant to = time.now().minus(AGE);
    Deadline deadline = Deadline.in(SWEEP, time);
    try {
      int concluded =
          table.metered(
              "intent_sweep",
              meter -> {
                int count = 0;
                for (ScopeDirectory.Entry entry : directory.entries(List.of(), deadline, meter)) {
                  for (int shard = 0; shard < entry.shards(); shard++) {
                    String partition = keys.partition(entry.scope(), true, shard);
                    count += sweep(partition, to, deadline, meter);
                  }
                }
                return count;
              });
      from = to.minus(INTERVAL); // Indexes lag, and clocks differ.
      return concluded;
    } catch (StoreException e) {
      LOG.warn("intents without outcome wait for the next sweep: {}", e.getMessage());
      return 0;
    }
  }

  private int sweep(String partition, Instant to, Deadline deadline, CallMeter meter) {
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
    int concluded = 0;
    while (branch.peek(PAGE, deadline, meter).isPresent()) {
      var intents = new ArrayList<String>();
      while (intents.size() < PAGE && branch.peek(PAGE, deadline, meter).isPresent()) {
        intents.add(branch.take().id());
      }
      concluded += conclude(intents, deadline, meter);
    }
    return concluded;
  }

  private int conclude(List<String> intents, Deadline deadline, CallMeter meter) {
    Set<String> concluded =
        table
            .getAll(intents.stream().map(IntentSweeper::outcomeId).toList(), deadline, meter)
            .keySet();
    Set<String> open =
        intents.stream()
            .filter(id -> !concluded.contains(outcomeId(id)))
            .collect(Collectors.toSet());
    int count = 0;
    for (Map<String, AttributeValue> intent : table.getAll(open, deadline, meter).values()) {
      count += conclude(intent, deadline) ? 1 : 0;
    }
    return count;
  }

  private boolean conclude(Map<String, AttributeValue> item, Deadline deadline) {
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
      return append.append(unknown, Waiting.HoldChange.NONE, deadline) instanceof Answer.Applied;
    } catch (UnreadableRecordException e) {
      LOG.error("an intent cannot be read, so nothing is said of its outcome: {}", e.getMessage());
      return false;
    }
  }

  private static String outcomeId(String intentId) {
    return intentId.substring(0, intentId.length() - AuditRecord.INTENT_SUFFIX.length());
  }

  @Override
  public void close() {
    sweeps.interrupt();
    try {
      sweeps.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
