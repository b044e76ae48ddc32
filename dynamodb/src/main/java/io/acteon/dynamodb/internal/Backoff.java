package io.acteon.dynamodb.internal;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Full jitter: a wait drawn evenly from nothing to a ceiling that doubles with every failure (AWS
 * Architecture Blog, "Exponential Backoff And Jitter"). Thread-safe if its generator is.
 */
public record Backoff(Duration first, Duration most, RandomGenerator random) {
  private static final int MAX_DOUBLINGS = 20;

  /** How long to wait after {@code failures} failures in a row, 1 or more. */
  public Duration after(int failures) {
    long doubled = first.toNanos() << Math.min(failures - 1, MAX_DOUBLINGS);
    return Duration.ofNanos(random.nextLong(Math.min(doubled, most.toNanos()) + 1));
  }
}
