package io.acteon.dynamodb.exhaustive;

import static io.acteon.dynamodb.exhaustive.Exploration.expectRight;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every history of two clients on one item is what the model of locks allows. */
final class ExhaustiveLocksTest {
  @Test
  void everyHistoryWithAFaultIsRight() {
    assertThat(expectRight(LockScenarios.ALL, Clocks.FEW, 1)).isGreaterThan(1_000);
  }

  @Test
  void everyHistoryOfALeaseThatOthersSeeIsRightWithoutFaults() {
    assertThat(expectRight(LockScenarios.SEEN, Clocks.ALL, 0)).isPositive();
  }

  @Test
  @Tag("soak")
  void everyHistoryWithTwoFaultsIsRight() {
    assertThat(expectRight(LockScenarios.ALL, Clocks.ALL, 2)).isGreaterThan(10_000);
  }
}
