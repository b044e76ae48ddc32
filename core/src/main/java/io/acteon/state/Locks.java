package io.acteon.state;

import io.acteon.model.Scope;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.time.Instant;

/**
 * Locks as leases with fencing tokens. A lease ends when it is released, when it is not extended in
 * time, or when an administrator breaks it; the holder may learn of it late, so whatever the lock
 * guards must be written with {@link Entries#fencedSet} and the lease's token. Thread-safe. Faults
 * as in {@link Entries}.
 *
 * <p>An acquisition that is refused never had the lock and will not get it. Where a request went
 * unanswered, and the lock was broken or taken over before the next one was answered, nobody knows
 * whether this call had the lock for a while: the outcome is unknown then, but does not hold the
 * lock. {@link #acquire} goes on waiting all the same, and says so only when its deadline comes.
 * Nobody was given the token of such a lease.
 */
public interface Locks {

  /** Takes the lock if it is free, in one request. */
  Answer<Lease, Held> tryAcquire(LockKey key, Duration leaseTime, Deadline deadline);

  /**
   * Takes the lock, waiting for it until the deadline; then refused. Waiters of one process are
   * served in the order they came, and only one of them asks the store. Between processes there is
   * no order: a process in which somebody always waits may pass the lock on within itself for ever,
   * and so keep it from all others. Where that matters, let its threads pause between their turns.
   *
   * @param leaseTime several times as long as one request to the store may take, since an extension
   *     that is not answered must be sent again before the lease ends
   */
  Answer<Lease, Held> acquire(LockKey key, Duration leaseTime, Deadline deadline)
      throws InterruptedException;

  /** Who holds the lock, as last written; refused when nobody does. For administrators. */
  Answer<Held, Entries.Absent> holder(LockKey key, Deadline deadline);

  /**
   * Breaks the lease that was acquired with {@code seen}; refused when the lock has moved on
   * without that. For administrators.
   */
  Answer<Entries.Absent, Entries.Absent> forceUnlock(
      LockKey key, FencingToken seen, Deadline deadline);

  /** Names a lock; the name is as long as an id may be at most. */
  record LockKey(Scope scope, String name) {
    public LockKey {
      if (name.isEmpty()) {
        throw new IllegalArgumentException("the name of a lock must not be empty");
      }
    }
  }

  /** Somebody else's lease: its token, and until when it claims to live by its holder's clock. */
  record Held(FencingToken token, Instant expiresAt) {}
}
