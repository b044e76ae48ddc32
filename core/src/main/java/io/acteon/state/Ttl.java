package io.acteon.state;

import java.time.Duration;

/** When an entry that is being written shall expire. Immutable. */
public sealed interface Ttl {
  Ttl NEVER = new Never();
  Ttl KEEP = new Keep();

  static Ttl of(Duration time) {
    return new After(time);
  }

  record Never() implements Ttl {}

  /**
   * {@code time} from the write on, by the writing process's wall clock, to the millisecond; at
   * most a hundred years.
   */
  record After(Duration time) implements Ttl {
    private static final Duration LONGEST = Duration.ofDays(36_525);

    public After {
      if (!time.isPositive()) {
        throw new IllegalArgumentException("a time to live must be positive: " + time);
      }
      if (time.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "a time to live of more than a hundred years: " + time + "; use Ttl.NEVER");
      }
    }
  }

  /** As the entry has it already; only where an entry is changed, never where one is made. */
  record Keep() implements Ttl {}
}
