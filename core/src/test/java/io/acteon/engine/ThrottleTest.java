package io.acteon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.model.Action;
import io.acteon.model.Outcome;
import io.acteon.model.Scope;
import io.acteon.rules.Rule;
import io.acteon.rules.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private static final Rule TWO_A_MINUTE =
      Stage.rule("slow", new Verdict.Throttle("slow", 2, Duration.ofMinutes(1)));

  @Test
  void beyondTheCountIsThrottledUntilTheWindowEndsWhateverIsTriedMeanwhile() {
    var time = new StepTime();
    try (Stage stage = Stage.on(time, TWO_A_MINUTE)) {
      assertThat(stage.dispatch(Stage.action("a-1"))).isInstanceOf(Outcome.Executed.class);
      assertThat(stage.dispatch(Stage.action("a-2"))).isInstanceOf(Outcome.Executed.class);
      time.advance(Duration.ofSeconds(20));
      assertThat(stage.dispatch(Stage.action("a-3")))
          .isEqualTo(new Outcome.Throttled(Duration.ofSeconds(40)));
      time.advance(Duration.ofSeconds(30));
      assertThat(stage.dispatch(Stage.action("a-4")))
          .isEqualTo(new Outcome.Throttled(Duration.ofSeconds(10)));
      time.advance(Duration.ofSeconds(10));
      assertThat(stage.dispatch(Stage.action("a-5"))).isInstanceOf(Outcome.Executed.class);
      assertThat(stage.email.got).extracting(Action::id).containsExactly("a-1", "a-2", "a-5");
      assertThat(stage.trail.taken.get(2).outcomeDetails().toString())
          .contains("retry_after_secs", "40");
    }
  }

  @Test
  void eachScopeHasItsOwnCount() {
    try (Stage stage = Stage.with(TWO_A_MINUTE)) {
      stage.dispatch(Stage.action("a-1"));
      stage.dispatch(Stage.action("a-2"));
      assertThat(stage.dispatch(Stage.action("a-3"))).isInstanceOf(Outcome.Throttled.class);
      var other = Action.builder("a-1", new Scope("shop", "b"), "email", "send", Instant.EPOCH);
      assertThat(stage.dispatch(other)).isInstanceOf(Outcome.Executed.class);
    }
  }

  @Test
  void aCounterThatCannotBeAskedHoldsNothingUpAndIsCounted() {
    try (Stage stage = Stage.with(TWO_A_MINUTE)) {
      stage.state.on.down = true;
      for (int i = 0; i < 5; i++) {
        assertThat(stage.dispatch(Stage.action("a-" + i))).isInstanceOf(Outcome.Executed.class);
      }
      assertThat(stage.heard.all).filteredOn("failed open slow"::equals).hasSize(5);
      stage.state.on.down = false;
      stage.state.on.countIsUnknown = true;
      assertThat(stage.dispatch(Stage.action("a-9"))).isInstanceOf(Outcome.Executed.class);
      assertThat(stage.heard.all).filteredOn("failed open slow"::equals).hasSize(6);
    }
  }
}
