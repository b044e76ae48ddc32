package io.acteon.dynamodb.exhaustive;

import static io.acteon.dynamodb.exhaustive.Exploration.expectRight;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every history of two clients on one item is what the model of claims allows. */
final class ExhaustiveClaimsTest {
  @Test
  void everyHistoryWithUpToTwoFaultsIsRight() {
    assertThat(expectRight(ClaimScenarios.ALL, Clocks.FEW, 2)).isGreaterThan(1_000);
  }

  @Test
  @Tag("soak")
  void everyHistoryWithThreeFaultsIsRight() {
    assertThat(expectRight(ClaimScenarios.ALL, Clocks.ALL, 3)).isGreaterThan(10_000);
  }
}
