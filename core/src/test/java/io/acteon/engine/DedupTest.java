package io.acteon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.model.Action;
import io.acteon.model.FailureCode;
import io.acteon.model.Outcome;
import io.acteon.model.Scope;
import io.acteon.provider.Delivery;
import io.acteon.state.Claims;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DedupTest {

  @Test
  void aDeduplicatedActionMakesExactlyTwoStateRequests() {
    try (Stage stage = Stage.with(Stage.dedup())) {
      assertThat(stage.dispatch(Stage.action("a-1").dedupKey("k")))
          .isInstanceOf(Outcome.Executed.class);
      assertThat(stage.state.calls).containsExactly("claim", "complete");
      assertThat(stage.dispatch(Stage.action("a-2").dedupKey("k")))
          .isEqualTo(new Outcome.Deduplicated());
      assertThat(stage.state.calls).containsExactly("claim", "complete", "claim");
      assertThat(stage.email.got).extracting(Action::id).containsExactly("a-1");
    }
  }

  @Test
  void theIdentityIsScopeAndKeyElseTheId() {
    try (Stage stage = Stage.with(Stage.dedup())) {
      stage.dispatch(Stage.action("a-1"));
      assertThat(stage.dispatch(Stage.action("a-1"))).isEqualTo(new Outcome.Deduplicated());
      assertThat(stage.dispatch(Stage.action("a-1").provider("sms")))
          .isEqualTo(new Outcome.Deduplicated());
      assertThat(stage.dispatch(Stage.action("a-2"))).isInstanceOf(Outcome.Executed.class);
      var other = Action.builder("a-1", new Scope("shop", "b"), "email", "send", Instant.EPOCH);
      assertThat(stage.dispatch(other)).isInstanceOf(Outcome.Executed.class);
    }
  }

  @Test
  void ofTwoHundredAtOnceExactlyOneIsExecutedAndNoneSeesSuccessBeforeIt() throws Exception {
    try (Stage stage = Stage.with(Stage.dedup())) {
      var delivered = new AtomicBoolean();
      var sending = new CountDownLatch(1);
      stage.email.does((_, _) -> {
        sending.await();
        delivered.set(true);
        return ScriptedProvider.DELIVERED;
      });
      var tooEarly = new AtomicInteger();
      List<Future<Outcome>> answers = new ArrayList<>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 200; i++) {
          String id = "a-" + i;
          answers.add(
              threads.submit(() -> {
                Outcome outcome = stage.dispatch(Stage.action(id).dedupKey("k"));
                if (!delivered.get()) {
                  tooEarly.incrementAndGet();
                }
                return outcome;
              }));
        }
        sending.countDown();
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> answer : answers) {
        outcomes.add(answer.get());
      }
      assertThat(outcomes).filteredOn(Outcome.Executed.class::isInstance).hasSize(1);
      assertThat(outcomes).filteredOn(Outcome.Deduplicated.class::isInstance).hasSize(199);
      assertThat(stage.email.got).hasSize(1);
      assertThat(tooEarly).hasValue(0);
    }
  }

  @Test
  void aFailedExecutionLeavesTheIdentityToTheNext() {
    try (Stage stage = Stage.with(Stage.dedup())) {
      stage.email.fails(FailureCode.EXECUTION_FAILED);
      assertThat(stage.dispatch(Stage.action("a-1"))).isInstanceOf(Outcome.Failed.class);
      assertThat(stage.state.calls).containsExactly("claim", "release");
      stage.email.does((_, _) -> ScriptedProvider.DELIVERED);
      assertThat(stage.dispatch(Stage.action("a-1"))).isInstanceOf(Outcome.Executed.class);
    }
  }

  @Test
  void whenTheFirstFailsOneWaiterTakesItsPlace() throws Exception {
    try (Stage stage = Stage.with(Stage.dedup())) {
      var first = new AtomicBoolean(true);
      var others = new CountDownLatch(1);
      stage.email.does((_, _) -> {
        if (first.getAndSet(false)) {
          others.await();
          return Delivery.failed(FailureCode.EXECUTION_FAILED, "no");
        }
        return ScriptedProvider.DELIVERED;
      });
      List<Future<Outcome>> answers = new ArrayList<>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 20; i++) {
          answers.add(threads.submit(() -> stage.dispatch(Stage.action("same"))));
        }
        others.countDown();
      }
      List<String> tags = new ArrayList<>();
      for (Future<Outcome> answer : answers) {
        tags.add(answer.get().tag());
      }
      assertThat(tags).filteredOn("failed"::equals).hasSize(1);
      assertThat(tags).filteredOn("executed"::equals).hasSize(1);
      assertThat(tags).filteredOn("deduplicated"::equals).hasSize(18);
      assertThat(stage.email.got).hasSize(2);
    }
  }

  @Test
  void aDuplicateThatWaitsInVainIsToldToComeAgain() {
    try (Stage stage = Stage.with(Stage.dedup())) {
      abandon(stage, "a-1", Duration.ofMinutes(5));
      assertThatThrownBy(() -> stage.dispatch(Stage.action("a-1"), Duration.ofMillis(100)))
          .isInstanceOfSatisfying(
              DispatchException.class,
              e -> {
                assertThat(e.code()).isEqualTo(DispatchException.Code.DUPLICATE_IN_PROGRESS);
                assertThat(e.retryable()).isTrue();
                assertThat(e.retryAfter()).isPresent();
              });
      assertThat(stage.email.got).isEmpty();
    }
  }

  @Test
  void theClaimOfACrashedProcessIsTakenOverOnceItsTimeIsOver() {
    try (Stage stage = Stage.with(Stage.dedup())) {
      abandon(stage, "a-1", Duration.ofMillis(200));
      assertThat(stage.dispatch(Stage.action("a-1"))).isInstanceOf(Outcome.Executed.class);
      assertThat(stage.email.got).hasSize(1);
    }
  }

  private static void abandon(Stage stage, String id, Duration execution) {
    stage
        .state
        .claims()
        .claim(
            new StateKey(Stage.SCOPE, Kind.DEDUP, id),
            new Claims.Terms(execution, Duration.ofHours(1), ""),
            stage.in(Duration.ofSeconds(5)));
  }

  @Test
  void withoutTheStoreNothingIsSent() {
    try (Stage stage = Stage.with(Stage.dedup())) {
      stage.state.on.down = true;
      assertThatThrownBy(() -> stage.dispatch(Stage.action("a-1")))
          .isInstanceOfSatisfying(
              DispatchException.class,
              e -> assertThat(e.code()).isEqualTo(DispatchException.Code.STATE_UNAVAILABLE));
      assertThat(stage.email.got).isEmpty();
      assertThat(stage.heard.all).containsExactly("dispatched", "STATE_UNAVAILABLE");
    }
  }

  @Test
  void anUnknownClaimIsNeitherSentNorTakenForADuplicateOfItself() {
    try (Stage stage = Stage.with(Stage.dedup())) {
      stage.state.on.claimLandsButIsUnknown = true;
      assertThatThrownBy(() -> stage.dispatch(Stage.action("a-1")))
          .isInstanceOfSatisfying(
              DispatchException.class,
              e -> assertThat(e.code()).isEqualTo(DispatchException.Code.STATE_UNAVAILABLE));
      assertThat(stage.email.got).isEmpty();

      stage.state.on.claimLandsButIsUnknown = false;
      assertThatThrownBy(() -> stage.dispatch(Stage.action("a-1"), Duration.ofMillis(50)))
          .isInstanceOfSatisfying(
              DispatchException.class,
              e -> assertThat(e.code()).isEqualTo(DispatchException.Code.DUPLICATE_IN_PROGRESS));
    }
  }

  @Test
  void aCompletionThatCannotBeWrittenIsRetriedBehindTheAnswer() throws Exception {
    try (Stage stage = Stage.with(Stage.dedup())) {
      stage.state.on.completionDown = true;
      assertThat(stage.dispatch(Stage.action("a-1"))).isInstanceOf(Outcome.Executed.class);
      stage.heard.awaits("deferred");
      stage.state.on.completionDown = false;
      // Waits as a duplicate until the background has completed the first.
      assertThat(stage.dispatch(Stage.action("a-1"))).isEqualTo(new Outcome.Deduplicated());
      assertThat(stage.email.got).hasSize(1);
    }
  }

  @Test
  void aCompletionIsGivenUpWhenTheGatewayCloses() throws Exception {
    Stage stage = Stage.with(Stage.dedup());
    stage.state.on.completionDown = true;
    stage.dispatch(Stage.action("a-1"));
    stage.close();
    stage.heard.awaits("settlement lost");
  }

  @Test
  void aDefectInAProviderReleasesTheClaim() {
    try (Stage stage = Stage.with(Stage.dedup())) {
      stage.email.does((_, _) -> {
        throw new AssertionError("a defect, says the test");
      });
      assertThat(stage.dispatch(Stage.action("a-1"))).isInstanceOf(Outcome.Failed.class);
      assertThat(stage.state.calls).containsExactly("claim", "release");
    }
  }
}
