package io.acteon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.audit.AuditRecord;
import io.acteon.engine.DispatchException.Code;
import io.acteon.model.FailureCode;
import io.acteon.model.Outcome;
import io.acteon.rules.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComplianceTest {

  @Test
  void theIntentIsThereBeforeTheProviderIsCalledAndTheOutcomeBeforeTheAnswer() {
    try (Stage stage = Stage.synchronous()) {
      stage.email.does((_, _) -> {
        assertThat(stage.trail.taken).extracting(AuditRecord::outcome).containsExactly("pending");
        return ScriptedProvider.DELIVERED;
      });
      assertThat(stage.dispatch(Stage.action("a-1"))).isInstanceOf(Outcome.Executed.class);
      assertThat(stage.trail.taken)
          .extracting(AuditRecord::outcome)
          .containsExactly("pending", "executed");
      assertThat(stage.trail.taken.get(0).id())
          .isEqualTo(stage.trail.taken.get(1).id() + AuditRecord.INTENT_SUFFIX);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void withoutACertainIntentNothingIsSentAndTheClaimIsFree(FaultyTrail.Fault fault) {
    try (Stage stage = Stage.synchronous(Stage.dedup())) {
      stage.trail.intents = fault;
      assertThatThrownBy(() -> stage.dispatch(Stage.action("a-1")))
          .isInstanceOfSatisfying(
              DispatchException.class,
              e ->
                  assertThat(e.code())
                      .isEqualTo(
                          fault == FaultyTrail.Fault.BROKEN
                              ? Code.INTERNAL
                              : Code.AUDIT_UNAVAILABLE));
      assertThat(stage.email.got).isEmpty();
      assertThat(stage.state.calls).containsExactly("claim", "release");

      stage.trail.intents = FaultyTrail.Fault.NONE;
      assertThat(stage.dispatch(Stage.action("a-1"))).isInstanceOf(Outcome.Executed.class);
    }
  }

  @Test
  void whatIsNotSentHasNoIntentAndIsNotAnsweredWithoutItsRecord() {
    try (Stage stage = Stage.synchronous(Stage.rule("no", new Verdict.Deny("no")))) {
      stage.dispatch(Stage.action("a-1"));
      assertThat(stage.trail.taken).extracting(AuditRecord::outcome).containsExactly("suppressed");
      stage.trail.outcomes = FaultyTrail.Fault.UNKNOWN;
      assertThatThrownBy(() -> stage.dispatch(Stage.action("a-2")))
          .isInstanceOfSatisfying(
              DispatchException.class, e -> assertThat(e.code()).isEqualTo(Code.AUDIT_UNAVAILABLE));
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void whatWasSentIsExecutedWhateverTheTrailSaysAfterwards(FaultyTrail.Fault fault) {
    try (Stage stage = Stage.synchronous(Stage.dedup())) {
      stage.trail.outcomes = fault;
      assertThat(stage.dispatch(Stage.action("a-1"))).isInstanceOf(Outcome.Executed.class);
      assertThat(stage.heard.all).contains("audit lost");
      assertThat(stage.state.calls).containsExactly("claim", "complete");
    }
  }

  @Test
  void aPlainTrailHoldsNothingUp() {
    try (Stage stage = Stage.with(Stage.rule("no", new Verdict.Deny("no")))) {
      stage.trail.outcomes = FaultyTrail.Fault.DOWN;
      assertThat(stage.dispatch(Stage.action("a-1"))).isEqualTo(new Outcome.Suppressed("no"));
      assertThat(stage.heard.all).contains("audit lost");
    }
  }

  @Test
  void theClaimIsFreeBeforeTheFailureIsRecorded() {
    try (Stage stage = Stage.synchronous(Stage.dedup())) {
      stage.email.fails(FailureCode.EXECUTION_FAILED);
      assertThat(stage.dispatch(Stage.action("a-1"))).isInstanceOf(Outcome.Failed.class);
      assertThat(stage.state.calls).containsExactly("claim", "release");
      assertThat(stage.trail.taken)
          .extracting(AuditRecord::outcome)
          .containsExactly("pending", "failed");
    }
  }
}
