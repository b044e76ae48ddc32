package io.acteon.dynamodb.exhaustive;

import static io.acteon.dynamodb.exhaustive.Exploration.expectRight;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Entries are linearizable in every history of a few clients on one item. */
final class ExhaustiveEntriesTest {
  @Test
  void everyHistoryWithUpToTwoFaultsIsLinearizable() {
    assertThat(expectRight(EntryScenarios.PAIRS, Clocks.ALL, 2)).isGreaterThan(1_000_000);
  }

  @Test
  void everyLongOrCrowdedHistoryWithOneFaultIsLinearizable() {
    assertThat(expectRight(EntryScenarios.LARGE, Clocks.FEW, 1)).isGreaterThan(100_000);
  }

  @Test
  void everyHistoryOverExpiryIsLinearizable() {
    assertThat(expectRight(EntryScenarios.EXPIRING, Clocks.FEW, 1)).isGreaterThan(100_000);
  }

  @Test
  void everyHistoryOverCollectionIsLinearizable() {
    assertThat(expectRight(EntryScenarios.COLLECTED, Clocks.FEW, 2)).isGreaterThan(100_000);
  }

  @Test
  @Tag("soak")
  void everyHistoryWithThreeFaultsIsLinearizable() {
    assertThat(expectRight(EntryScenarios.PAIRS, Clocks.ALL, 3)).isGreaterThan(10_000_000);
  }

  @Test
  @Tag("soak")
  void everyLongOrCrowdedHistoryWithTwoFaultsIsLinearizable() {
    assertThat(
            expectRight(EntryScenarios.LARGE, Clocks.ALL, 2)
                + expectRight(EntryScenarios.EXPIRING, Clocks.ALL, 2))
        .isGreaterThan(10_000_000);
  }
}
