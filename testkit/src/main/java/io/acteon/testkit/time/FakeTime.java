package io.acteon.testkit.time;

import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Clocks that move only when a test moves them. Whoever sleeps wakes when time is advanced past
 * their hour. Thread-safe.
 *
 * <p>An advance is one jump, as a paused process sees it: sleepers wake after it, all at the new
 * time. A test that wants a background thread to keep up advances in steps and waits between them
 * for what the thread does.
 */
public final class FakeTime implements TimeSource {
  private final Timeline timeline;
  private final Instant wallStart;

  private FakeTime(Timeline timeline, Instant wallStart) {
    this.timeline = timeline;
    this.wallStart = wallStart;
  }

  /** Clocks that stand at {@code start}. */
  public static FakeTime at(Instant start) {
    return new FakeTime(new Timeline(), start);
  }

  /**
   * Clocks that stand at the machine's time, to the millisecond: for stores that compare our clock
   * with theirs, or that collect what has expired by theirs.
   */
  public static FakeTime startingNow() {
    return at(TimeSource.system().now().truncatedTo(ChronoUnit.MILLIS));
  }

  /** The same flow of time with a wall clock that is {@code skew} ahead (negative: behind). */
  public FakeTime skewed(Duration skew) {
    return new FakeTime(timeline, wallStart.plus(skew));
  }

  /** Clocks of another machine: they stand where these stand and are moved on their own. */
  public FakeTime independent() {
    return at(now());
  }

  @Override
  public Instant now() {
    return wallStart.plusNanos(timeline.nanos());
  }

  @Override
  public long nanos() {
    return timeline.nanos();
  }

  @Override
  public void sleep(Duration time) throws InterruptedException {
    if (time.isPositive()) {
      await(new CompletableFuture<Void>(), time);
    }
  }

  @Override
  public boolean await(CompletableFuture<?> signal, Duration atMost) throws InterruptedException {
    return timeline.await(signal, atMost);
  }

  /** Moves the clocks {@code time} ahead at once. */
  public void advance(Duration time) {
    timeline.advance(time);
  }

  /**
   * Moves the clocks ahead in steps until {@code condition} holds, giving other threads a moment of
   * real time after each.
   *
   * @throws AssertionError when it does not hold within ten real seconds
   */
  public void advanceUntil(Duration step, String what, BooleanSupplier condition) {
    Eventually.holds(
        what,
        () -> {
          if (condition.getAsBoolean()) {
            return true;
          }
          advance(step);
          return false;
        });
  }

  /**
   * Blocks until {@code thread} sleeps or waits on these clocks.
   *
   * @throws AssertionError when it does not within ten real seconds
   */
  public void awaitSleeping(Thread thread) {
    Eventually.holds(thread + " sleeps on the fake clock", () -> timeline.isSleeping(thread));
  }

  /** How many threads sleep or wait on these clocks now. */
  public int sleepers() {
    return timeline.sleepers();
  }

  @Override
  public String toString() {
    return "FakeTime[" + now() + "]";
  }
}
