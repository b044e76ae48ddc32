package io.acteon.dynamodb.internal;

import io.acteon.store.Environment;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the stamps of one process: versions from a hybrid clock; ids that no other operation of any
 * process has, because they also carry the process epoch and a count. (The count is needed: above a
 * version from a mad clock two threads may arrive at the same next version.) Thread-safe.
 */
public final class Stamps {
  private final TimeSource time;
  private final HybridClock clock;
  private final String epoch;
  private final AtomicLong count = new AtomicLong();

  public Stamps(Environment environment, Duration maxSkew) {
    this(
        environment.time(),
        maxSkew,
        Long.toString(environment.ids().next().getLeastSignificantBits() & Long.MAX_VALUE, 36));
  }

  /**
   * For tests that need the same ids in every run.
   *
   * @param epoch letters and digits; unique per life of a process
   */
  public Stamps(TimeSource time, Duration maxSkew, String epoch) {
    this.time = time;
    this.clock = new HybridClock(time, maxSkew);
    this.epoch = epoch;
  }

  /** Unique per life of a process; letters and digits. */
  public String epoch() {
    return epoch;
  }

  /** The clocks that the stamps are made by. */
  public TimeSource time() {
    return time;
  }

  /** A stamp above all that this process has made or adopted. */
  public Stamp next() {
    return stamp(clock.next());
  }

  /** A stamp above {@code floor} also. */
  public Stamp above(long floor) {
    return stamp(clock.nextAbove(floor));
  }

  /** Takes note of a version seen in the store, so that the next write is not behind it. */
  public void observe(long version) {
    clock.observe(version);
  }

  private Stamp stamp(long version) {
    String suffix = "." + epoch + "." + Long.toString(count.incrementAndGet(), 36);
    return new Stamp(version, Stamp.idOf(version, suffix), time.millis());
  }
}
