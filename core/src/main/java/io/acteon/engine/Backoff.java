package io.acteon.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next try: exponential with full jitter (Marc Brooker, "Exponential
 * backoff and jitter", AWS Architecture Blog, 2015). Thread-safe.
 *
 * @param dice uniform in [0, 1)
 */
record Backoff(Duration base, Duration cap, DoubleSupplier dice) {

  /** The wait after {@code failures} tries in a row have failed; 1 is the first. */
  Duration after(int failures) {
    // 2^30 times the smallest base is past any cap.
    double bound =
        Math.min((double) cap.toNanos(), base.toNanos() * Math.pow(2, Math.min(failures - 1, 30)));
    return Duration.ofNanos((long) (dice.getAsDouble() * bound));
  }

  /** The same, but never shorter than the destination asked for. */
  Duration after(int failures, Optional<Duration> asked) {
    Duration wait = after(failures);
    return asked.filter(time -> time.compareTo(wait) > 0).orElse(wait);
  }
}
