package io.acteon.bench.dispatch;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table: the round with the median rate, of one gateway at one number of clients.
 *
 * @param failures those of all rounds
 */
record Row(
    Scenario scenario, int clients, String gateway, DispatchBench.Round round, Failures failures) {
  static final String HEADER =
      """
      | scenario | clients | gateway | actions/s | ratio | p50 ms | p95 ms | p99 ms | CPU ms/action | failed | requests/action | units/action (write + read) |
      |---|---|---|---|---|---|---|---|---|---|---|---|\
      """;

  /** Answers that were not what was asked for. */
  record Failures(long failed, long answers) {
    static Failures of(List<DispatchBench.Round> rounds) {
      long failed = rounds.stream().mapToLong(round -> round.load().failed()).sum();
      long good = rounds.stream().mapToLong(round -> round.load().succeeded()).sum();
      return new Failures(failed, failed + good);
    }

    @Override
    public String toString() {
      return failed == 0 ? "0" : "%d of %d".formatted(failed, answers);
    }
  }

  static Row median(
      Scenario scenario, int clients, String gateway, List<DispatchBench.Round> rounds) {
    var sorted =
        rounds.stream()
            .sorted(Comparator.comparingDouble(round -> round.load().perSecond()))
            .toList();
    return new Row(scenario, clients, gateway, sorted.get(sorted.size() / 2), Failures.of(rounds));
  }

  /** The row as Markdown without what the actions cost, its rate as a ratio to {@code base}'s. */
  String against(@Nullable Row base) {
    var load = round.load();
    String ratio =
        base == null ? "" : "%.2f".formatted(load.perSecond() / base.round.load().perSecond());
    return "| %s | %d | %s | %.0f | %s | %.2f | %.2f | %.2f | %.3f | %s |"
        .formatted(
            scenario.title(),
            clients,
            gateway,
            load.perSecond(),
            ratio,
            load.latency().p50(),
            load.latency().p95(),
            load.latency().p99(),
            round.cpu().toNanos() / 1e6 / Math.max(1, load.succeeded()),
            failures);
  }
}
