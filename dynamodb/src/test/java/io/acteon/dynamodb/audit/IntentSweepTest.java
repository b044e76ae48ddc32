package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.crypto.chain.SystemRecords;
import io.acteon.store.Answer;
import io.acteon.testkit.audit.AuditSamples;
import io.acteon.testkit.fault.Fault;
import io.acteon.testkit.fault.FaultPlan;
import io.acteon.testkit.time.Eventually;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
    FaultPlan cut = _ -> Fault.CUT_BEFORE;
    AuditStore dying = table.open();
    intend(dying, record);
    AuditStore cutOff =
        table.open(
            AuditMode.SOC2,
            Map.of("write_persistence_ms", "1"),
            cut.only("TransactWriteItems"::equals));
    assertThat(table.outcome(cutOff, record)).isInstanceOf(Answer.Unknown.class);
    table.close(cutOff);
    table.time.advance(IntentSweeper.AGE.plus(A_SWEEP_LATER));
    awaitUnknown(record);

    table.open();

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

    table.outcome(store, orphan);
    assertThat(outcomeOf(orphan.id())).as("the true outcome replaces it").contains("executed");
  }
}
