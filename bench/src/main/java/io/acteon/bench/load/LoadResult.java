package io.acteon.bench.load;

import java.time.Duration;

/**
 * What a round of load measured. Immutable.
 *
 * @param succeeded answers that the caller counts as success
 * @param failed all other answers
 */
public record LoadResult(long succeeded, long failed, Duration took, Percentiles latency) {

  /**
   * Latencies in milliseconds below which half, 95 % and 99 % of the answers came, and the worst.
   */
  public record Percentiles(double p50, double p95, double p99, double worst) {
    public static Percentiles of(long[] sortedNanos) {
      return new Percentiles(
          at(sortedNanos, 0.50), at(sortedNanos, 0.95), at(sortedNanos, 0.99), at(sortedNanos, 1));
    }

    private static double at(long[] sorted, double share) {
      return sorted.length == 0
          ? Double.NaN
          : sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))] / 1e6;
    }
  }

  public double perSecond() {
    return succeeded * 1e9 / took.toNanos();
  }
}
