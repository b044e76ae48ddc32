package io.acteon.dynamodb.exhaustive;

import static io.acteon.dynamodb.exhaustive.Exploration.expectRight;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every history of two clients with one timer, on an index that lags, is what its model allows. */
final class ExhaustiveTimersTest {
  @Test
  void everyHistoryWithOneFaultIsRight() {
    assertThat(expectRight(TimerScenarios.ALL, Clocks.FEW, 1)).isGreaterThan(1_000);
  }

  @Test
  @Tag("soak")
  void everyHistoryWithTwoFaultsIsRight() {
    assertThat(expectRight(TimerScenarios.ALL, Clocks.ALL, 2)).isGreaterThan(10_000);
  }
}
