package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditQuery.Filters;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.audit.AuditSummary;
import io.acteon.model.Scope;
import io.acteon.store.Answer;
import io.acteon.store.Environment;
import io.acteon.store.StoreListener;
import io.acteon.testkit.audit.AuditSamples;
import io.acteon.testkit.fault.DisturbedHttpClient;
import io.acteon.testkit.fault.Fault;
import io.acteon.testkit.fault.FaultPlan;
import io.acteon.testkit.fault.RequestLog;
import io.acteon.testkit.time.Eventually;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import io.acteon.time.UuidV7;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What becomes of records when the store is slow, broken or gone. */
class PlainFaultTest {
  private static final LocalTrail TABLE = new LocalTrail();
  private static final Scope SCOPE = new Scope("shop", "acme");

  private final TimeSource time = TimeSource.system();
  private final long seed = ThreadLocalRandom.current().nextLong();
  private final AuditSamples samples = new AuditSamples(time, new Random(seed));
  private final AtomicInteger spooled = new AtomicInteger();
  private final String deployment = "f" + Long.toUnsignedString(seed, 36);

  private AuditStore open(Map<String, String> settings, UnaryOperator<SdkHttpClient> wire) {
    return TABLE.open(
        deployment,
        AuditMode.PLAIN,
        settings,
        new Environment(
            time,
            new UuidV7(time),
            new StoreListener() {
              @Override
              public void spooled(String table, int records) {
                spooled.addAndGet(records);
              }
            }),
        wire);
  }

  private static UnaryOperator<SdkHttpClient> with(FaultPlan plan) {
    return http -> new DisturbedHttpClient(http, plan, new RequestLog(), 1);
  }

  private static FaultPlan noWrites() {
    FaultPlan cut = _ -> Fault.CUT_BEFORE;
    return cut.only("BatchWriteItem"::equals);
  }

  private static FaultPlan noPuts() {
    FaultPlan cut = _ -> Fault.CUT_BEFORE;
    return cut.only("PutItem"::equals);
  }

  private Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20), time);
  }

  private List<String> write(AuditStore store, int count) {
    var ids = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      AuditRecord record = samples.record(SCOPE);
      assertThat(store.outcome(record, Optional.empty(), soon()))
          .isInstanceOf(Answer.Applied.class);
      ids.add(record.id());
    }
    return ids;
  }

  private List<String> stored() {
    try (AuditStore store = open(Map.of(), UnaryOperator.identity())) {
      return store.query(AuditQuery.newest(1000), soon()).records().stream()
          .map(AuditRecord::id)
          .toList();
    }
  }

  @Test
  void noAcceptedRecordIsLostOrDoubledOnADisturbedWire() throws InterruptedException {
    List<String> ids;
    try (AuditStore store = open(Map.of(), with(FaultPlan.disturbing(0.3, seed)))) {
      ids = write(store, 200);
      assertThat(store.flush(soon())).as("seed %d", seed).isTrue();
    }

    assertThat(stored()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(spooled).hasValue(0);
  }

  @Test
  void whatTheStoreDoesNotTakeIsOnTheDiskAndReplayedByTheNextStart() throws Exception {
    List<String> ids;
    try (AuditStore store = open(Map.of("write_persistence_ms", "100"), with(noWrites()))) {
      ids = write(store, 60);
      assertThat(store.flush(soon())).isTrue();
      assertThat(spooled).hasValue(60);
      Path file = spoolFile();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(stored()).as("while the process that wrote the file lives").isEmpty();
    }

    try (AuditStore store = open(Map.of(), UnaryOperator.identity())) {
      Eventually.holds(
          "the spool is replayed",
          () -> store.query(AuditQuery.newest(1000), soon()).records().size() == 60);
      Eventually.holds("the file is gone", () -> spoolFiles().isEmpty());
    }
    assertThat(stored()).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void aTornLastLineDoesNotKeepTheOthersFromBeingReplayed() throws Exception {
    List<String> ids;
    try (AuditStore store = open(Map.of("write_persistence_ms", "100"), with(noWrites()))) {
      ids = write(store, 3);
    }
    Files.writeString(spoolFile(), "{\"id\":\"torn", StandardOpenOption.APPEND);

    try (AuditStore store = open(Map.of(), UnaryOperator.identity())) {
      Eventually.holds("the file is gone", () -> spoolFiles().isEmpty());
      assertThat(store.flush(soon())).isTrue();
    }
    assertThat(stored()).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void aFullQueueIsWaitedForThenTheSpoolTakesTheRest() {
    try (AuditStore store =
        open(
            Map.of("queue_records", "1", "queue_wait_ms", "20", "write_persistence_ms", "2000"),
            with(noWrites()))) {
      List<String> ids = write(store, 110);

      assertThat(ids).hasSize(110);
      assertThat(spooled.get()).as("beyond what the writers hold").isGreaterThan(0);
    }
    try (AuditStore store = open(Map.of(), UnaryOperator.identity())) {
      Eventually.holds(
          "everything is in the trail",
          () -> store.query(AuditQuery.newest(1000), soon()).records().size() == 110);
    }
  }

  @Test
  void closingDrainsTheQueue() {
    List<String> ids;
    try (AuditStore store = open(Map.of(), UnaryOperator.identity())) {
      ids = write(store, 300);
    }

    assertThat(stored()).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void aSynchronousTrailAnswersForWhatIsInTheTable() {
    var mode = new AuditMode(true, false, false);
    AuditRecord outcome = samples.record(SCOPE);
    try (AuditStore store =
        TABLE.open(deployment, mode, Map.of(), Environment.system(), with(noPuts()))) {
      Deadline brief = Deadline.in(Duration.ofMillis(300), time);
      assertThat(store.intent(AuditSamples.intentOf(outcome), brief))
          .isInstanceOf(Answer.Unknown.class);
    }
    try (AuditStore store = TABLE.open(deployment, mode, Map.of(), Environment.system())) {
      assertThat(store.intent(AuditSamples.intentOf(outcome), soon()))
          .isInstanceOf(Answer.Applied.class);
      assertThat(store.query(AuditQuery.newest(5).withIntents(), soon()).records()).hasSize(1);
    }
  }

  @Test
  void anItemThatWasTamperedWithIsNotShownAndCounted() {
    List<String> seen = new ArrayList<>();
    AuditRecord hidden = samples.record(SCOPE);
    try (AuditStore store =
        TABLE.open(
            deployment,
            AuditMode.PLAIN,
            Map.of(),
            new Environment(
                time,
                new UuidV7(time),
                new StoreListener() {
                  @Override
                  public void unreadable(String table, String id, String reason) {
                    seen.add(id + ": " + reason);
                  }
                }))) {
      IntStream.range(0, 3).forEach(_ -> write(store, 1));
      var _ = store.outcome(hidden, Optional.empty(), soon());
      assertThat(store.flush(soon())).isTrue();
      Tamper.set(TABLE.table(), hidden.id(), "provider", "sms");

      assertThat(store.query(AuditQuery.newest(10), soon()).records())
          .hasSize(3)
          .extracting(AuditRecord::id)
          .doesNotContain(hidden.id());
      assertThat(seen).containsExactly(hidden.id() + ": [provider] do not follow from the body");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Test
  void indexRowsThatWereTamperedWithAreNotCountedButToldOf() throws InterruptedException {
    List<String> seen = new CopyOnWriteArrayList<>();
    var environment =
        new Environment(
            time,
            new UuidV7(time),
            new StoreListener() {
              @Override
              public void unreadable(String table, String id, String reason) {
                seen.add(id + " " + reason.substring(0, reason.indexOf(']') + 1));
              }
            });
    try (AuditStore store = TABLE.open(deployment, AuditMode.PLAIN, Map.of(), environment)) {
      String good = write(store, 1).getFirst();
      List<String> bad = write(store, 7);
      assertThat(store.flush(soon())).isTrue();
      Tamper.remove(TABLE.table(), bad.get(0), Attribute.DURATION);
      Tamper.set(TABLE.table(), bad.get(1), Attribute.DURATION, "five");
      Tamper.set(TABLE.table(), bad.get(2), Attribute.DURATION, AttributeValue.fromN("0.5"));
      Tamper.set(TABLE.table(), bad.get(3), Attribute.PROVIDER, RecordItem.number(7));
      Tamper.remove(TABLE.table(), bad.get(4), Attribute.OUTCOME);
      Tamper.set(TABLE.table(), bad.get(5), Attribute.DISPATCHED, "5 o'clock");
      Tamper.set(TABLE.table(), bad.get(6), Attribute.EXPIRES, "soon");
      Tamper.put(
          TABLE.table(),
          Map.of(
              Attribute.ID, RecordItem.text("DIR#nobody" + deployment),
              Attribute.SCOPE, RecordItem.text(new TrailKeys(deployment).directoryPartition()),
              Attribute.DISPATCHED, RecordItem.text("#acme")));

      var summaries = new ArrayList<AuditSummary>();
      store.summarize(AuditQuery.newest(1), 100, summaries::add, soon());
      store.summarize(
          AuditQuery.newest(1).matching(Filters.ofOutcome("executed")),
          100,
          summaries::add,
          soon());

      assertThat(summaries).hasSize(4);
      assertThat(seen)
          .contains(
              bad.get(0) + " [duration_ms]",
              bad.get(1) + " [duration_ms]",
              bad.get(2) + " [duration_ms]",
              bad.get(3) + " [provider]",
              bad.get(4) + " [outcome]",
              bad.get(5) + " [dispatched_id]");
      assertThat(store.query(AuditQuery.newest(10), soon()).records())
          .extracting(AuditRecord::id)
          .containsExactly(good);
    }
  }

  private Path spoolFile() {
    List<Path> files = spoolFiles();
    assertThat(files).hasSize(1);
    return files.getFirst();
  }

  private List<Path> spoolFiles() {
    try (var files = Files.list(TABLE.spool())) {
      return files.filter(file -> file.toString().contains("-" + deployment + "-")).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
