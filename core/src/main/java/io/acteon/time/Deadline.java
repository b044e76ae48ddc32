package io.acteon.time;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The instant on the monotonic clock by which a request must have its answer. One is made per
 * request and passed down; each call gets the remainder. Immutable.
 */
public final class Deadline {
  private final TimeSource time;
  private final long atNanos;

  private Deadline(TimeSource time, long atNanos) {
    this.time = time;
    this.atNanos = atNanos;
  }

  /** A deadline {@code budget} from now on {@code time}. */
  public static Deadline in(Duration budget, TimeSource time) {
    return new Deadline(time, time.nanos() + budget.toNanos());
  }

  /** What is left; zero once the deadline has passed, never negative. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, atNanos - time.nanos()));
  }

  /** Whether nothing is left. */
  public boolean hasPassed() {
    return atNanos - time.nanos() <= 0;
  }

  /**
   * The earlier of this deadline and {@code budget} from now: the bound of one step inside a
   * request.
   */
  public Deadline atMost(Duration budget) {
    long bound = time.nanos() + budget.toNanos();
    return bound - atNanos < 0 ? new Deadline(time, bound) : this;
  }

  /** This deadline moved later by {@code grace}. */
  public Deadline plus(Duration grace) {
    return new Deadline(time, atNanos + grace.toNanos());
  }

  /** Waits for {@code wait} on this deadline's own clock, but not past the deadline. */
  public void pause(Duration wait) throws InterruptedException {
    Duration left = remaining();
    time.sleep(wait.compareTo(left) < 0 ? wait : left);
  }

  /** Waits until {@code signal} is done or the deadline comes; answers whether it is done. */
  public boolean await(CompletableFuture<?> signal) throws InterruptedException {
    return time.await(signal, remaining());
  }

  @Override
  public String toString() {
    return "Deadline[remaining=" + remaining() + "]";
  }
}
