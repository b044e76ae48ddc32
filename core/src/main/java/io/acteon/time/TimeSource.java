package io.acteon.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The clocks a component lives by: wall clock for expiry and timers, monotonic clock for leases and
 * deadlines, and waiting. Implementations are thread-safe.
 */
public interface TimeSource {

  /** The wall clock, to the millisecond or better. */
  Instant now();

  /** A monotonic reading in nanoseconds; only differences mean something. */
  long nanos();

  /** Waits for {@code time} on this clock; returns at once when it is zero or negative. */
  void sleep(Duration time) throws InterruptedException;

  /** Wall clock in epoch milliseconds. */
  default long millis() {
    return now().toEpochMilli();
  }

  /** The clocks of this machine. */
  static TimeSource system() {
    return SystemTime.INSTANCE;
  }
}
