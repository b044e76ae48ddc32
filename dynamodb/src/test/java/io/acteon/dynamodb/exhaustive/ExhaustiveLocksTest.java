package io.acteon.dynamodb.exhaustive;

import static io.acteon.dynamodb.exhaustive.Exploration.expectRight;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every history of two clients on one item is what the model of locks allows. */
final class ExhaustiveLocksTest {
  @Test
  void everyHistoryWithAFaultIsRight() {
    assertThat(expectRight(LockScenarios.SHORT, Clocks.FEW, 1)).isGreaterThan(1_000);
    assertThat(expectRight(LockScenarios.LONG, List.of(Clocks.LAST_AHEAD), 1)).isGreaterThan(1_000);
  }

  @Test
  @Tag("soak")
  void everyHistoryWithTwoFaultsIsRight() {
    assertThat(expectRight(LockScenarios.SHORT, Clocks.ALL, 2)).isGreaterThan(10_000);
    assertThat(expectRight(LockScenarios.LONG, Clocks.ALL, 2)).isGreaterThan(10_000);
  }
}
