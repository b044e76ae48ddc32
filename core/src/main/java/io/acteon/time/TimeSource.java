package io.acteon.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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

  /**
   * Waits until {@code signal} is done, however it ended, or {@code atMost} has passed on this
   * clock; answers whether it is done.
   */
  default boolean await(CompletableFuture<?> signal, Duration atMost) throws InterruptedException {
    try {
      signal.get(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return signal.isDone();
    } catch (ExecutionException | CancellationException _) {
      return true;
    }
    return true;
  }

  /** Wall clock in epoch milliseconds. */
  default long millis() {
    return now().toEpochMilli();
  }

  /** The clocks of this machine. */
  static TimeSource system() {
    return SystemTime.INSTANCE;
  }
}
