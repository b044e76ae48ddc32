package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditRecord.ChainPosition;
import io.acteon.audit.AuditStore;
import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.model.Scope;
import io.acteon.store.Answer;
import io.acteon.store.Environment;
import io.acteon.testkit.audit.AuditSamples;
import io.acteon.testkit.fault.DisturbedHttpClient;
import io.acteon.testkit.fault.Fault;
import io.acteon.testkit.fault.FaultPlan;
import io.acteon.testkit.fault.RequestLog;
import io.acteon.testkit.time.Eventually;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Appending to chains: what is acknowledged stands there once, in one unbroken line. */
class ChainAppendTest {
  private static final LocalTrail TABLE = new LocalTrail();

  private final TimeSource time = TimeSource.system();
  private final long seed = ThreadLocalRandom.current().nextLong();
  private final AuditSamples samples = new AuditSamples(time, new Random(seed));
  private final String deployment = "c" + Long.toUnsignedString(seed, 36);
  private final Scope scope = new Scope("shop", "acme");
  private final RequestLog wire = new RequestLog();

  private AuditStore open(FaultPlan plan) {
    return TABLE.open(
        deployment,
        AuditMode.SOC2,
        Map.of(),
        Environment.system(),
        http -> new DisturbedHttpClient(http, plan, wire, seed));
  }

  private Deadline soon() {
    return Deadline.in(Duration.ofSeconds(30), time);
  }

  private ChainPosition append(AuditStore store, AuditRecord record) {
    Answer<Receipt, Refusal> answer = store.outcome(record, Optional.empty(), soon());
    if (answer instanceof Answer.Applied<Receipt, Refusal>(Receipt receipt)) {
      return receipt.position().orElseThrow();
    }
    throw new AssertionError("not applied: " + answer + ", seed " + seed);
  }

  @Test
  void recordsAreNumberedFromZeroAndEachNamesTheOneBefore() {
    try (AuditStore store = open(FaultPlan.NONE)) {
      var positions = new ArrayList<ChainPosition>();
      for (int i = 0; i < 5; i++) {
        positions.add(append(store, samples.record(scope)));
      }

      assertLine(positions);
      assertThat(store.query(AuditQuery.newest(10), soon()).records())
          .extracting(record -> record.chain().orElseThrow())
          .isEqualTo(positions.reversed());
    }
  }

  @Test
  void everyScopeHasAChainOfItsOwn() {
    try (AuditStore store = open(FaultPlan.NONE)) {
      assertThat(append(store, samples.record(scope)).sequenceNumber()).isZero();
      assertThat(append(store, samples.record(new Scope("shop", "b"))).sequenceNumber()).isZero();
      assertThat(append(store, samples.record(scope)).sequenceNumber()).isEqualTo(1);
    }
  }

  @Test
  void anIdleChainCommitsOneRecordWithOneRequestAndNoRead() {
    try (AuditStore store = open(FaultPlan.NONE)) {
      append(store, samples.record(scope));
      wire.reset();

      append(store, samples.record(scope));

      assertThat(wire.counts()).isEqualTo(Map.of("TransactWriteItems", 1L));
    }
  }

  @Test
  void aBusyChainFillsItsTransactionsAndReadsNothing() {
    try (AuditStore store = open(FaultPlan.NONE)) {
      append(store, samples.record(scope));
      wire.reset();

      List<ChainPosition> positions = appendAll(List.of(store), 400);

      assertThat(positions).hasSize(400);
      assertThat(wire.counts()).containsOnlyKeys("TransactWriteItems");
      assertThat(wire.total()).isLessThan(40);
    }
  }

  @Test
  void aRestartGoesOnWhereTheChainEnded() {
    ChainPosition first;
    try (AuditStore store = open(FaultPlan.NONE)) {
      first = append(store, samples.record(scope));
    }
    try (AuditStore store = open(FaultPlan.NONE)) {
      assertThat(append(store, samples.record(scope)).previousHash()).contains(first.recordHash());
    }
  }

  @Test
  void thereIsOneOutcomePerIdAndTheSameOneIsAcknowledgedAgain() {
    try (AuditStore store = open(FaultPlan.NONE)) {
      AuditRecord record = samples.record(scope);
      ChainPosition position = append(store, record);

      assertThat(append(store, record)).isEqualTo(position);
      assertThat(
              store.outcome(record.toBuilder().outcome("failed").build(), Optional.empty(), soon()))
          .isInstanceOfSatisfying(
              Answer.Refused.class,
              refused -> assertThat(refused.met().toString()).contains("another record"));
      assertThat(append(store, samples.record(scope)).sequenceNumber()).isEqualTo(1);
    }
  }

  @Test
  void replicasOnADisturbedWireMakeOneLineWithEveryAcknowledgedRecordOnce() {
    FaultPlan plan = FaultPlan.disturbing(0.2, seed);
    var ids = new ArrayList<String>();
    var positions = new ArrayList<ChainPosition>();
    try (AuditStore a = open(plan);
        AuditStore b = open(plan);
        AuditStore c = open(plan)) {
      for (int i = 0; i < 25; i++) { // Few at a time, so that there are many commits to disturb.
        positions.addAll(appendAll(List.of(a, b, c), 6));
      }
    }
    try (AuditStore store = open(FaultPlan.NONE)) {
      store
          .query(AuditQuery.newest(1000), soon())
          .records()
          .forEach(record -> ids.add(record.id()));
    }

    assertThat(wire.disturbed()).isGreaterThan(0);
    assertLine(positions);
    assertThat(ids).as("seed %d", seed).hasSize(150).doesNotHaveDuplicates();
  }

  @Test
  void anIntentThatCannotBeWrittenIsRefusedOrUnknownAndAnOutcomeIsSpooled() {
    FaultPlan cut = _ -> Fault.CUT_BEFORE;
    AuditRecord outcome = samples.record(scope);
    try (AuditStore store =
        TABLE.open(
            deployment,
            AuditMode.SOC2,
            Map.of("write_persistence_ms", "300"),
            Environment.system(),
            http ->
                new DisturbedHttpClient(
                    http, cut.only("TransactWriteItems"::equals), wire, seed))) {
      Deadline brief = Deadline.in(Duration.ofMillis(200), time);
      assertThat(store.intent(AuditSamples.intentOf(outcome), brief))
          .isNotInstanceOf(Answer.Applied.class);
      assertThat(store.outcome(outcome, Optional.empty(), brief))
          .isInstanceOf(Answer.Unknown.class);
    }
    try (AuditStore store = open(FaultPlan.NONE)) {
      Eventually.holds(
          "the outcome is in the chain",
          () -> store.latest(outcome.actionId(), _ -> true, soon()).isPresent());
      assertThat(store.query(AuditQuery.newest(5).withIntents(), soon()).records()).hasSize(1);
    }
  }

  @Test
  void aTableThatWentBackStopsTheChain() {
    try (AuditStore store = open(FaultPlan.NONE)) {
      append(store, samples.record(scope));
      String head = new TrailKeys(deployment).headId(new TrailKeys(deployment).chain(scope));
      var old = Tamper.get(TABLE.table(), head);
      ChainPosition last = append(store, samples.record(scope));
      Tamper.put(TABLE.table(), old);
      Tamper.delete(
          TABLE.table(),
          new TrailKeys(deployment).segmentId(new TrailKeys(deployment).chain(scope), 0, 1));

      assertThat(last.sequenceNumber()).isEqualTo(1);
      for (int i = 0; i < 2; i++) {
        assertThat(store.outcome(samples.record(scope), Optional.empty(), soon()))
            .isInstanceOfSatisfying(
                Answer.Unknown.class,
                unknown -> assertThat(unknown.reason()).contains("ROLLED_BACK"));
      }
    }
  }

  @Test
  void aSegmentThatIsThereAlreadyWhileTheHeadIsNotStopsTheChain() {
    try (AuditStore store = open(FaultPlan.NONE)) {
      append(store, samples.record(scope));
      var keys = new TrailKeys(deployment);
      var forged =
          new HashMap<>(Tamper.get(TABLE.table(), keys.segmentId(keys.chain(scope), 0, 0)));
      forged.put("id", RecordItem.text(keys.segmentId(keys.chain(scope), 0, 1)));
      Tamper.put(TABLE.table(), forged);

      AuditRecord done = samples.record(scope);
      assertThat(store.outcome(done, Optional.empty(), soon()))
          .isInstanceOfSatisfying(
              Answer.Unknown.class,
              unknown -> assertThat(unknown.reason()).contains("CHAIN_BROKEN"));
      assertThat(TABLE.spool())
          .as("what was done is kept for whoever mends the chain")
          .isDirectoryRecursivelyContaining(
              file -> Files.isRegularFile(file) && contentOf(file.toFile()).contains(done.id()));
    }
  }

  private List<ChainPosition> appendAll(List<AuditStore> stores, int count) {
    var positions = new ConcurrentLinkedQueue<ChainPosition>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        AuditStore store = stores.get(i % stores.size());
        threads.execute(() -> {
          AuditRecord record;
          synchronized (samples) {
            record = samples.record(scope);
          }
          positions.add(append(store, record));
        });
      }
    }
    return List.copyOf(positions);
  }

  private void assertLine(List<ChainPosition> positions) {
    var line =
        positions.stream().sorted(Comparator.comparing(ChainPosition::sequenceNumber)).toList();
    assertThat(line)
        .as("seed %d", seed)
        .extracting(ChainPosition::sequenceNumber)
        .isEqualTo(LongStream.range(0, line.size()).boxed().toList());
    assertThat(line.getFirst().previousHash()).isEmpty();
    for (int i = 1; i < line.size(); i++) {
      assertThat(line.get(i).previousHash()).contains(line.get(i - 1).recordHash());
    }
  }
}
