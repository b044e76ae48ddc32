package io.acteon.state;

import io.acteon.time.Deadline;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A lock held. It is extended in the background until it is closed. Thread-safe.
 *
 * <p>A paused holder may outlive its lease: only {@link #token()} stops its late writes.
 */
public interface Lease extends AutoCloseable {

  Locks.LockKey key();

  FencingToken token();

  /**
   * Whether the lease certainly lives, by the monotonic clock and counted from before it was
   * written.
   */
  boolean isHeld();

  /** What certainly remains; zero once it does not live any more. */
  Duration remaining();

  /**
   * Calls {@code listener} once, on a thread of its own, when the lease ends other than by closing.
   */
  void onLoss(Consumer<Loss> listener);

  /** Extends the lease now; false when it is lost. Heartbeats make this unnecessary. */
  boolean extend(Deadline deadline);

  /**
   * Releases the lock, if it is still ours. Never throws: a release that fails costs the next
   * holder the rest of the lease, not the caller its result.
   */
  @Override
  void close();

  /** Why a lease ended. */
  enum Loss {
    /** Somebody else holds the lock, or an administrator broke the lease. */
    LOST,
    /** It could not be extended in time. */
    EXPIRED,
    /** An extension was sent and its fate could not be established in time. */
    UNKNOWN
  }
}
