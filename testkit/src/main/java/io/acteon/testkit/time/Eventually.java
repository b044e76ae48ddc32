package io.acteon.testkit.time;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waiting for what another thread brings about, where nothing can be awaited directly. The bound is
 * in real time and generous: it is reached only by a test that fails.
 */
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);

  private Eventually() {}

  /**
   * Returns once {@code condition} holds.
   *
   * @throws AssertionError saying {@code what} did not come, when it does not hold in time
   */
  public static void holds(String what, BooleanSupplier condition) {
    holds(what, PATIENCE, condition);
  }

  /** The same with a bound of its own, for what takes long on a busy machine. */
  public static void holds(String what, Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + patience.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("interrupted while waiting for: " + what);
      }
    }
  }
}
