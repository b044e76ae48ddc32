package io.acteon.dynamodb.internal;

import io.acteon.store.StoreListener;
import java.time.Duration;
import java.util.Optional;

/**
 * How far the store's clock is ahead of ours, from the {@code Date} of its answers. A {@code Date}
 * has whole seconds, cut off: an answer told at second d, sent for at s and received at r, puts the
 * offset between d - r and d + 1 s - s. Intersecting such ranges over a minute narrows it to tens
 * of milliseconds. Thread-safe.
 */
public final class ClockOffset {
  private static final long RESOLUTION_MILLIS = 1_000;
  private static final long WINDOW_MILLIS = 60_000;
  private static final long REPORT_MILLIS = 5_000;

  private final StoreListener listener;
  private final String table;
  private Range range = new Range(Long.MIN_VALUE, Long.MAX_VALUE);
  private long windowStart = Long.MIN_VALUE;
  private long lastReport = Long.MIN_VALUE;

  ClockOffset(StoreListener listener, String table) {
    this.listener = listener;
    this.table = table;
  }

  /** What the offset lies in, in milliseconds; both ends included. */
  private record Range(long least, long most) {
    Range and(Range other) {
      Range both = new Range(Math.max(least, other.least), Math.min(most, other.most));
      return both.least <= both.most ? both : other; // A clock was stepped: the newer one counts.
    }

    Duration middle() {
      return Duration.ofMillis(least + (most - least) / 2);
    }

    Duration certain() {
      return Duration.ofMillis(least > 0 ? least : Math.min(most, 0));
    }
  }

  void observe(long sentMillis, long receivedMillis, long dateMillis) {
    Range seen =
        new Range(dateMillis - receivedMillis, dateMillis + RESOLUTION_MILLIS - sentMillis);
    note(seen, receivedMillis).ifPresent(offset -> listener.clockOffset(table, offset));
  }

  /** Answers the offset when it is time to report it. */
  private synchronized Optional<Duration> note(Range seen, long now) {
    if (windowStart == Long.MIN_VALUE || Math.abs(now - windowStart) > WINDOW_MILLIS) {
      windowStart = now;
      range = seen;
    } else {
      range = range.and(seen);
    }
    if (lastReport != Long.MIN_VALUE && Math.abs(now - lastReport) < REPORT_MILLIS) {
      return Optional.empty();
    }
    lastReport = now;
    return Optional.of(range.middle());
  }

  /** The best estimate; empty before the first answer. */
  public synchronized Optional<Duration> estimate() {
    return windowStart == Long.MIN_VALUE ? Optional.empty() : Optional.of(range.middle());
  }

  /** The least offset that the answers seen allow: what is certainly wrong with a clock. */
  public synchronized Duration certain() {
    return windowStart == Long.MIN_VALUE ? Duration.ZERO : range.certain();
  }
}
