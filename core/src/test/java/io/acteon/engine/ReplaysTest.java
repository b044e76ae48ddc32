package io.acteon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditRecord;
import io.acteon.engine.FaultyTrail.Fault;
import io.acteon.engine.Replays.Repetition;
import io.acteon.model.Json;
import io.acteon.model.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Replays when stores fail: what is not known to be allowed is not sent. */
class ReplaysTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private static AuditRecord dispatched(Stage stage) {
    var _ = stage.dispatch(Stage.action("a-1"));
    return stage.trail.taken.getLast();
  }

  private static Replay many(Stage stage, AuditRecord record, Duration time) {
    List<Replay> results =
        stage
            .gateway
            .replays()
            .many(List.of(record), Repetition.SKIPPED, Caller.ANONYMOUS, stage.in(time));
    assertThat(results).hasSize(1);
    return results.getFirst();
  }

  private static Replay one(Stage stage, AuditRecord record) {
    return stage.gateway.replays().one(record, Caller.ANONYMOUS, stage.in(LONG));
  }

  private static void assertFaulted(Replay replay, DispatchException.Code code) {
    assertThat(replay)
        .isInstanceOfSatisfying(
            Replay.Faulted.class, faulted -> assertThat(faulted.fault().code()).isEqualTo(code));
  }

  private static void assertDone(Replay replay) {
    assertThat(replay)
        .isInstanceOfSatisfying(
            Replay.Done.class,
            done -> assertThat(done.outcome()).isInstanceOf(Outcome.Executed.class));
  }

  @Test
  void whenTheStateStoreIsAwayManyAreNotSentAndOneIs() {
    try (Stage stage = Stage.with()) {
      AuditRecord record = dispatched(stage);
      stage.state.on.down = true;

      assertFaulted(many(stage, record, LONG), DispatchException.Code.STATE_UNAVAILABLE);
      assertThat(stage.email.got).hasSize(1);
      assertDone(one(stage, record));
      assertThat(stage.email.got).hasSize(2);
    }
  }

  @Test
  void aClaimThatMayHaveLandedSendsNothing() {
    try (Stage stage = Stage.with()) {
      AuditRecord record = dispatched(stage);
      stage.state.on.claimLandsButIsUnknown = true;
      assertFaulted(many(stage, record, LONG), DispatchException.Code.STATE_UNAVAILABLE);
      stage.state.on.claimLandsButIsUnknown = false;

      assertThat(many(stage, record, LONG))
          .isEqualTo(new Replay.Skipped("a-1", "the action is being replayed by another call"));
      assertThat(stage.email.got).hasSize(1);
    }
  }

  @Test
  void whatCertainlyWasNotSentMayBeReplayedAgain() {
    try (Stage stage = Stage.synchronous()) {
      AuditRecord record = dispatched(stage);
      stage.trail.intents = Fault.UNKNOWN;
      assertFaulted(many(stage, record, LONG), DispatchException.Code.AUDIT_UNAVAILABLE);
      stage.trail.intents = Fault.NONE;

      assertDone(many(stage, record, LONG));
      assertThat(many(stage, record, LONG)).isInstanceOf(Replay.Skipped.class);
      assertThat(stage.email.got).hasSize(2);
    }
  }

  @Test
  void whatMayHaveBeenSentIsNotReplayedAgain() {
    try (Stage stage = Stage.synchronous()) {
      AuditRecord record = dispatched(stage);
      stage.trail.intents = Fault.BROKEN;
      assertFaulted(many(stage, record, LONG), DispatchException.Code.INTERNAL);
      stage.trail.intents = Fault.NONE;

      assertThat(many(stage, record, LONG)).isInstanceOf(Replay.Skipped.class);
    }
  }

  @Test
  void afterTheDeadlineNothingIsClaimedOrSent() {
    try (Stage stage = Stage.with()) {
      AuditRecord record = dispatched(stage);
      stage.state.calls.clear();

      assertFaulted(
          many(stage, record, Duration.ofHours(-1)), DispatchException.Code.DEADLINE_EXCEEDED);
      assertThat(stage.state.calls).isEmpty();
    }
  }

  @Test
  void recordsOfNoActionAreSkipped() {
    try (Stage stage = Stage.synchronous()) {
      AuditRecord outcome = dispatched(stage);
      AuditRecord intent = stage.trail.taken.getFirst();
      assertThat(intent.isIntent()).isTrue();
      for (AuditRecord record :
          List.of(
              intent,
              outcome.toBuilder().id("_audit-1").build(),
              outcome.toBuilder().payload(Optional.empty()).build(),
              outcome.toBuilder().metadata(Map.of("__truncated", "size=1")).build())) {
        assertThat(one(stage, record)).isInstanceOf(Replay.Skipped.class);
        assertThat(many(stage, record, LONG)).isInstanceOf(Replay.Skipped.class);
      }
      assertThat(stage.email.got).hasSize(1);
    }
  }

  @Test
  void aTimeThatIsNoneIsLeftOut() {
    try (Stage stage = Stage.with()) {
      AuditRecord record =
          dispatched(stage).toBuilder()
              .metadata(Map.of("__starts_at", "soon", "__dedup_key", ""))
              .payload(Optional.of(Json.NULL))
              .build();

      assertDone(one(stage, record));
      assertThat(stage.email.got.getLast().startsAt()).isEmpty();
      assertThat(stage.email.got.getLast().dedupKey()).isEmpty();
    }
  }
}
