package io.acteon.server.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** How one provider fared: attempts in all, and the latencies of the last thousand. Thread-safe. */
final class ProviderStats {
  private static final int WINDOW = 1024;

  private final LongAdder successes = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final AtomicLongArray recent = new AtomicLongArray(WINDOW);
  private final AtomicLong count = new AtomicLong();

  void add(boolean success, Duration latency) {
    (success ? successes : failures).increment();
    nanos.add(latency.toNanos());
    recent.set((int) (count.getAndIncrement() % WINDOW), latency.toNanos());
  }

  Snapshot snapshot() {
    long good = successes.sum();
    long bad = failures.sum();
    long all = good + bad;
    long[] sorted = new long[(int) Math.min(WINDOW, count.get())];
    Arrays.setAll(sorted, recent::get);
    Arrays.sort(sorted);
    return new Snapshot(
        all,
        good,
        bad,
        all == 0 ? 0 : 100.0 * good / all,
        all == 0 ? 0 : nanos.sum() / 1e6 / all,
        percentile(sorted, 0.50),
        percentile(sorted, 0.95),
        percentile(sorted, 0.99));
  }

  /** By nearest rank, in milliseconds. */
  private static double percentile(long[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)] / 1e6;
  }

  record Snapshot(
      long requests,
      long successes,
      long failures,
      double successRate,
      double averageMs,
      double p50Ms,
      double p95Ms,
      double p99Ms) {}
}
