package io.acteon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each change of the state store is told once, and clients hear nothing of its cause. */
final class StateWatchTest {
  private static final String FAILED = "failed: claims of deduplicated actions";
  private static final String SERVED = "served: claims of deduplicated actions";

  private final StepTime time = new StepTime();
  private final Stage stage = Stage.on(time, Stage.dedup());
  private int sent;

  @AfterEach
  void close() {
    stage.close();
  }

  private void dispatch() {
    sent++;
    var _ = stage.dispatch(Stage.action("a-" + sent));
  }

  private void dispatchRefused() {
    assertThatThrownBy(this::dispatch)
        .isInstanceOfSatisfying(
            DispatchException.class,
            e -> assertThat(e.code()).isEqualTo(DispatchException.Code.STATE_UNAVAILABLE))
        .hasMessageNotContaining("says the test");
  }

  @Test
  void failuresAreToldOnceUntilTheStoreServesAgain() {
    dispatch();
    stage.state.on.down = true;
    dispatchRefused();
    dispatchRefused();
    assertThat(stage.heard.state).containsExactly(FAILED);

    stage.state.on.down = false;
    time.advance(StateWatch.QUIET);
    dispatch();
    dispatch();
    assertThat(stage.heard.state).containsExactly(FAILED, SERVED);

    stage.state.on.down = true;
    dispatchRefused();
    assertThat(stage.heard.state).containsExactly(FAILED, SERVED, FAILED);
  }

  @Test
  void claimsOfUnknownFateAreFailuresToo() {
    stage.state.on.claimLandsButIsUnknown = true;
    dispatchRefused();
    dispatchRefused();

    assertThat(stage.heard.state).containsExactly(FAILED);
  }

  @Test
  void aStoreThatServesNowAndThenIsNotToldOfEachTime() {
    for (int i = 0; i < 5; i++) {
      stage.state.on.down = true;
      dispatchRefused();
      stage.state.on.down = false;
      time.advance(Duration.ofSeconds(1));
      dispatch();
    }

    assertThat(stage.heard.state).containsExactly(FAILED);
  }
}
