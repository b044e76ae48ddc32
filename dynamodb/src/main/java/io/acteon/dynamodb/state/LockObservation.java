package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.state.Locks.Held;
import java.time.Duration;

/**
 * What one waiter has seen of a lock. A lease that was seen at one revision for its whole length,
 * by our monotonic clock, is over whatever the wall clocks say: its holder would have moved it. Not
 * thread-safe.
 */
final class LockObservation {
  private final Duration maxSkew;
  private long revision = LockWrites.NOTHING_SEEN;
  private long sinceNanos;

  LockObservation(Duration maxSkew) {
    this.maxSkew = maxSkew;
  }

  /** What can be done about a lock. */
  sealed interface Finding {
    /**
     * It can be had.
     *
     * @param seen the revision to take over, or {@link LockWrites#NOTHING_SEEN}
     */
    record Obtainable(long seen) implements Finding {}

    record HeldBy(Held held) implements Finding {}
  }

  /**
   * Takes note of what a read showed.
   *
   * @param askedNanos the monotonic reading before the read
   * @param answeredNanos the monotonic reading after it
   * @param nowMillis the wall clock
   */
  Finding see(Item item, long askedNanos, long answeredNanos, long nowMillis) {
    var held = LockWrites.holder(item);
    if (held.isEmpty() || LockWrites.isOverdue(item, nowMillis, maxSkew)) {
      return new Finding.Obtainable(LockWrites.NOTHING_SEEN);
    }
    long now = item.number("rvn", 0);
    if (now != revision) {
      revision = now;
      sinceNanos = answeredNanos;
      return new Finding.HeldBy(held.get());
    }
    long length = Duration.ofMillis(item.number("dur", 0)).toNanos();
    return askedNanos - sinceNanos >= length
        ? new Finding.Obtainable(revision)
        : new Finding.HeldBy(held.get());
  }
}
