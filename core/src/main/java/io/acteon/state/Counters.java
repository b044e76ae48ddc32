package io.acteon.state;

import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Exact counters and rate limits. Keys are of shape {@link Kind.Shape#COUNTER}. Concurrent
 * increments of one key inside one process share requests, each caller still getting its own value.
 * Thread-safe. Faults as in {@link Entries}.
 */
public interface Counters {

  /** How far from zero a counter may be. */
  long MOST = 1L << 62;

  /**
   * Checks the step of an increment, for backends.
   *
   * @throws IllegalArgumentException when it is further from zero than {@link #MOST}
   */
  static void checkStep(long delta) {
    if (delta > MOST || delta < -MOST) {
      throw new IllegalArgumentException("a step of more than 2^62: " + delta);
    }
  }

  /**
   * Adds {@code delta} and answers the sum after this very increment. The first increment of a life
   * sets the expiry; later ones never prolong it. An expired counter begins again at zero. Never
   * refused.
   *
   * @throws IllegalArgumentException when {@code delta} is further from zero than {@link #MOST}
   * @throws io.acteon.store.StoreException.Rejected when the sum would be; nothing is added then
   */
  Answer<Count, Void> increment(StateKey key, long delta, Ttl ttl, Deadline deadline);

  /** The counter's value, if it lives. */
  Optional<Count> read(StateKey key, Deadline deadline);

  /** Removes the counter; refused when there was none. */
  Answer<Entries.Absent, Entries.Absent> delete(StateKey key, Deadline deadline);

  /**
   * Asks a rate limit for one permit, by the generic cell rate algorithm (ITU-T I.371, GCRA). An
   * admitted call is charged once; a rejected one is told exactly how long to wait. Keys of rates
   * and of counters are different things even under one name.
   */
  Answer<Admitted, Rejected> admit(StateKey key, Rate rate, Deadline deadline);

  /** A counter's value and when it expires. */
  record Count(long value, Optional<Instant> expiresAt) {}

  /**
   * {@code permits} per {@code period} on average, at most {@code burst} at once; all positive, and
   * not more than one permit per microsecond.
   */
  record Rate(long permits, Duration period, long burst) {
    private static final Duration LONGEST = Duration.ofDays(366);

    public Rate {
      if (permits <= 0 || burst <= 0 || !period.isPositive()) {
        throw new IllegalArgumentException(
            "a rate's numbers must be positive: "
                + permits
                + " per "
                + period
                + ", burst "
                + burst);
      }
      if (period.dividedBy(permits).compareTo(Duration.ofNanos(1000)) < 0) {
        throw new IllegalArgumentException(
            "a rate above one permit per microsecond: " + permits + " per " + period);
      }
      // A burst's worth of permits comes back in at most as long as the arithmetic holds.
      if (period.compareTo(LONGEST) > 0
          || (double) period.toSeconds() / permits * burst > 1_000 * LONGEST.toSeconds()) {
        throw new IllegalArgumentException(
            "a rate so slow that its burst would not be back in a thousand years, or with a period"
                + " above 366 days: "
                + permits
                + " per "
                + period
                + ", burst "
                + burst);
      }
    }
  }

  record Admitted() {}

  record Rejected(Duration retryAfter) {}
}
