package io.acteon.engine;

import java.time.Duration;

/**
 * How deliveries are attempted, as in {@code [executor]}. Immutable.
 *
 * @param maxRetries attempts after the first
 * @param timeout of one attempt
 * @param maxConcurrent attempts under way at once, per provider
 * @param backoffBase the first retry waits a random time up to this, each further one up to twice
 *     as long
 * @param backoffCap no retry waits longer, unless the destination asks for it
 */
public record ExecutorSettings(
    int maxRetries,
    Duration timeout,
    int maxConcurrent,
    Duration backoffBase,
    Duration backoffCap) {
  public static final ExecutorSettings DEFAULT =
      new ExecutorSettings(
          3, Duration.ofSeconds(30), 64, Duration.ofMillis(100), Duration.ofSeconds(30));

  public ExecutorSettings {
    if (maxRetries < 0 || maxRetries > 100) {
      throw new IllegalArgumentException(
          "executor.max_retries is " + maxRetries + "; it must be 0 to 100");
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException(
          "executor.timeout_seconds is " + timeout.toSeconds() + "; it must be at least 1");
    }
    if (maxConcurrent < 1) {
      throw new IllegalArgumentException(
          "executor.max_concurrent is " + maxConcurrent + "; it must be at least 1");
    }
    if (backoffBase.isNegative() || backoffCap.compareTo(backoffBase) < 0) {
      throw new IllegalArgumentException(
          "the backoff must go from a time of at least zero up: "
              + backoffBase
              + ", "
              + backoffCap);
    }
  }

  /** The defaults, with what configuration can name. */
  public static ExecutorSettings of(int maxRetries, Duration timeout, int maxConcurrent) {
    return new ExecutorSettings(
        maxRetries, timeout, maxConcurrent, DEFAULT.backoffBase(), DEFAULT.backoffCap());
  }
}
