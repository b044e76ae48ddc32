package io.acteon.dynamodb.internal;

import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock in microseconds that follows the wall clock, never repeats within the process, and moves
 * past versions it sees, but only those that a sane clock could have made: one mad clock elsewhere
 * then spoils the keys it wrote, not this process. Thread-safe.
 */
final class HybridClock {
  private final TimeSource time;
  private final long maxAheadMicros;
  private final AtomicLong last = new AtomicLong();

  HybridClock(TimeSource time, Duration maxSkew) {
    this.time = time;
    this.maxAheadMicros = maxSkew.toNanos() / 1_000;
  }

  long next() {
    long wall = micros();
    return last.updateAndGet(previous -> Math.max(previous + 1, wall));
  }

  /** A version above {@code floor}; not unique in the process when {@code floor} is mad. */
  long nextAbove(long floor) {
    observe(floor);
    return Math.max(next(), floor + 1);
  }

  void observe(long version) {
    if (version <= micros() + maxAheadMicros) {
      last.accumulateAndGet(version, Math::max);
    }
  }

  private long micros() {
    Instant now = time.now();
    return Math.addExact(
        Math.multiplyExact(now.getEpochSecond(), 1_000_000L), now.getNano() / 1_000);
  }
}
