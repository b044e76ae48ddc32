package io.acteon.dynamodb.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;

/** Explores, says how far, and asserts. */
final class Exploration {
  private static final int MOST_FAULTS_NEEDED = 2;

  private Exploration() {}

  /** Every history of the scenarios is right, however clocks go; answers how many there are. */
  static long expectRight(
      List<? extends Scenario<?, ?>> scenarios, List<Clocks> allClocks, int faults) {
    long histories = 0;
    for (Scenario<?, ?> scenario : scenarios) {
      for (Clocks clocks : allClocks) {
        histories += expectRight(scenario, clocks, faults).histories();
      }
    }
    return histories;
  }

  /** Every history of the scenario is right. */
  private static Explorer.Report expectRight(Scenario<?, ?> scenario, Clocks clocks, int faults) {
    long start = System.nanoTime();
    Explorer.Report report = Explorer.explore(scenario, clocks, Mutant.NONE, faults);
    System.out.printf(
        "%s, clocks %s, up to %d faults: %,d histories of %,d moments, %,d judged, %d ms%n",
        scenario.name(),
        clocks.name(),
        faults,
        report.histories(),
        report.moments(),
        report.judged(),
        (System.nanoTime() - start) / 1_000_000);
    assertThat(report.failure()).as("%s, clocks %s", scenario.name(), clocks.name()).isEmpty();
    return report;
  }

  /**
   * The scenario, which other tests find right as the protocol is, is wrong without one of its
   * mechanisms; says how.
   */
  static void expectWrong(Scenario<?, ?> scenario, Mutant mutant) {
    int faults = 0;
    while (faults <= MOST_FAULTS_NEEDED) {
      for (Clocks clocks : Clocks.ALL) {
        Explorer.Report report = Explorer.explore(scenario, clocks, mutant, faults);
        if (report.failure().isPresent()) {
          assertThat(report.altered()).as("requests that %s changes", mutant).isPositive();
          System.out.printf(
              "%s: with %s, clocks %s, %d faults:%n  %s%n",
              mutant, scenario.name(), clocks.name(), faults, report.failure().get());
          return;
        }
      }
      faults++;
    }
    fail("%s does no harm in '%s', so nothing shows what it is for", mutant, scenario.name());
  }
}
