package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.crypto.chain.SystemRecords;
import io.acteon.store.Answer;
import io.acteon.store.Environment;
import io.acteon.store.StoreCall;
import io.acteon.store.StoreListener;
import io.acteon.testkit.audit.AuditSamples;
import io.acteon.testkit.fault.Fault;
import io.acteon.testkit.fault.FaultPlan;
import io.acteon.testkit.time.Eventually;
import io.acteon.time.UuidV7;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of intents whose gateway died before it could say what came of them. */
class IntentSweepTest {
  private static final Duration A_SWEEP_LATER =
      IntentSweeper.INTERVAL.plus(IntentSweeper.JITTER).plusSeconds(1);
  private static final AuditMode SYNCHRONOUS = new AuditMode(true, false, false);

  private final CareTable table = new CareTable();

  @AfterEach
  void close() {
    table.close();
  }

  private void intend(AuditStore store, AuditRecord outcome) {
    assertThat(store.intent(AuditSamples.intentOf(outcome), table.soon()))
        .isInstanceOf(Answer.Applied.class);
  }

  private Optional<String> outcomeOf(String id) {
    return Optional.ofNullable(Tamper.get(CareTable.TABLE.table(), id).get(Attribute.OUTCOME))
        .map(outcome -> String.valueOf(outcome.s()));
  }

  private void awaitUnknown(AuditRecord record) {
    table.advanceUntil(
        A_SWEEP_LATER,
        "the outcome of " + record.id() + " is given up",
        () -> outcomeOf(record.id()).equals(Optional.of(SystemRecords.UNKNOWN)));
  }

  @Test
  void anIntentWithoutOutcomeIsConcludedAndOneWithIsLeftAlone() {
    AuditRecord orphan = table.samples.record(table.scope);
    AuditRecord done = table.samples.record(table.scope);
    AuditStore store = table.open();
    intend(store, orphan);
    intend(store, done);
    table.outcome(store, done);
    table.time.advance(IntentSweeper.AGE);
    AuditRecord young =
        table.samples.record(table.scope, "young", table.time.now().plus(Duration.ofHours(1)));
    intend(store, young);

    awaitUnknown(orphan);

    assertThat(outcomeOf(done.id())).contains("executed");
    assertThat(outcomeOf(young.id())).isEmpty();
    assertThat(table.verify(store))
        .satisfies(report -> assertThat(report.findings()).isEmpty())
        .satisfies(report -> assertThat(report.unresolvedIntents()).isEqualTo(1));
  }

  @Test
  void theTrueOutcomeOfAnIntentThatWasGivenUpStandsBesideIt() {
    AuditRecord record = table.samples.record(table.scope);
    AuditStore store = table.open();
    intend(store, record);
    table.time.advance(IntentSweeper.AGE.plus(A_SWEEP_LATER));
    awaitUnknown(record);

    for (int i = 0; i < 2; i++) {
      assertThat(table.outcome(store, record)).isInstanceOf(Answer.Applied.class);
    }

    assertThat(outcomeOf(record.id() + Pending.LATE_SUFFIX)).contains("executed");
    assertThat(store.query(AuditQuery.newest(10), table.soon()).records())
        .extracting(AuditRecord::outcome)
        .containsExactlyInAnyOrder(SystemRecords.UNKNOWN, "executed");
    assertThat(table.outcome(store, record.toBuilder().outcome("failed").build()))
        .as("there is one true outcome")
        .isInstanceOf(Answer.Refused.class);
    assertThat(table.verify(store).unresolvedIntents()).isZero();
  }

  @Test
  void anOutcomeThatWasSpooledWhileItWasGivenUpIsReplayedBesideIt() {
    AuditRecord record = table.samples.record(table.scope);
    // Of its own, or the replica that lives would replay it before it is given up.
    String spool = table.folder.resolve("spool").toString();
    FaultPlan cut = _ -> Fault.CUT_BEFORE;
    AuditStore dying = table.open();
    intend(dying, record);
    AuditStore cutOff =
        table.open(
            AuditMode.SOC2,
            Map.of("write_persistence_ms", "1", "spool_directory", spool),
            cut.only("TransactWriteItems"::equals));
    assertThat(table.outcome(cutOff, record)).isInstanceOf(Answer.Unknown.class);
    table.close(cutOff);
    table.time.advance(IntentSweeper.AGE.plus(A_SWEEP_LATER));
    awaitUnknown(record);

    table.open(Map.of("spool_directory", spool));

    Eventually.holds(
        "the spooled outcome is in the chain",
        () -> outcomeOf(record.id() + Pending.LATE_SUFFIX).equals(Optional.of("executed")));
  }

  @Test
  void anOutageOfAnyLengthLeavesNoIntentOut() {
    AuditRecord before = table.samples.record(table.scope);
    AuditStore dying = table.open();
    intend(dying, before);
    table.close(dying);
    table.time.advance(Duration.ofDays(40));

    table.open();
    table.time.advance(A_SWEEP_LATER);

    awaitUnknown(before);
  }

  @Test
  void aSynchronousTrailWithoutChainIsSweptToo() {
    AuditRecord orphan = table.samples.record(table.scope);
    AuditRecord done = table.samples.record(table.scope);
    AuditStore store = table.open(SYNCHRONOUS, Map.of(), FaultPlan.NONE);
    intend(store, orphan);
    intend(store, done);
    table.outcome(store, done);

    table.time.advance(IntentSweeper.AGE.plus(A_SWEEP_LATER));
    awaitUnknown(orphan);
    assertThat(outcomeOf(done.id())).contains("executed");

    for (int i = 0; i < 2; i++) {
      assertThat(table.outcome(store, orphan)).isInstanceOf(Answer.Applied.class);
    }
    assertThat(outcomeOf(orphan.id())).as("what the sweep said").contains(SystemRecords.UNKNOWN);
    assertThat(outcomeOf(orphan.id() + Pending.LATE_SUFFIX)).contains("executed");
  }

  @Test
  void inASynchronousTrailWithoutChainASecondOutcomeReplacesNoneEither() {
    AuditRecord record = table.samples.record(table.scope);
    AuditStore store = table.open(SYNCHRONOUS, Map.of(), FaultPlan.NONE);
    intend(store, record);

    for (int i = 0; i < 2; i++) {
      assertThat(table.outcome(store, record)).as("a retry").isInstanceOf(Answer.Applied.class);
    }
    assertThat(table.outcome(store, record.toBuilder().outcome("failed").build()))
        .isInstanceOf(Answer.Refused.class);

    assertThat(outcomeOf(record.id())).contains("executed");
  }

  @Test
  void whatHasAnOutcomeIsSweptAtHalfTheCost() {
    var calls = new CopyOnWriteArrayList<StoreCall>();
    AuditStore store =
        CareTable.TABLE.open(
            table.deployment,
            AuditMode.SOC2,
            table.settings(Map.of()),
            new Environment(
                table.time,
                new UuidV7(table.time),
                new StoreListener() {
                  @Override
                  public void called(StoreCall call) {
                    if (call.operation().equals("intent_sweep")) {
                      calls.add(call);
                    }
                  }
                }));
    for (int i = 0; i < 40; i++) {
      AuditRecord done = table.samples.record(table.scope);
      intend(store, done);
      table.outcome(store, done);
    }

    table.time.advance(IntentSweeper.AGE);
    table.advanceUntil(A_SWEEP_LATER, "a sweep", () -> mostRead(calls) > 10);

    assertThat(mostRead(calls))
        .as("40 outcomes of up to 1 KB, the index and the directory")
        .isBetween(20.0, 35.0);
    store.close();
  }

  private static double mostRead(List<StoreCall> calls) {
    return calls.stream().mapToDouble(StoreCall::readUnits).max().orElse(0);
  }

  @Test
  void anErrorInOneSweepIsNotTheLast() {
    var isShort = new AtomicBoolean(true);
    AuditStore store =
        table.openWith(
            SYNCHRONOUS,
            Map.of(),
            http ->
                new HookedHttpClient(
                    http,
                    operation -> {
                      if (operation.equals("Query") && isShort.getAndSet(false)) {
                        throw new OutOfMemoryError("of the test");
                      }
                    }));
    AuditRecord orphan = table.samples.record(table.scope);
    intend(store, orphan);
    table.advanceUntil(A_SWEEP_LATER, "a sweep that fails", () -> !isShort.get());

    awaitUnknown(orphan);
  }
}
