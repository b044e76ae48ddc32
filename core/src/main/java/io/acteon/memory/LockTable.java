package io.acteon.memory;

import io.acteon.state.FencingToken;
import io.acteon.state.Locks.Held;
import io.acteon.state.Locks.LockKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** All locks, their holders and who waits for them, under one monitor. Thread-safe. */
final class LockTable {
  private final ReentrantLock monitor = new ReentrantLock();
  private final Map<LockKey, Lock> locks = new HashMap<>();

  /** A lock that is held or waited for; forgotten when neither. Guarded by the monitor. */
  private static final class Lock {
    Optional<Held> holder = Optional.empty();
    final Deque<Waiter> waiters = new ArrayDeque<>();
  }

  /** A lease as it begins, with the monotonic reading of its holder. */
  record Grant(Held held, long nanos) {}

  /**
   * One that wants a lock, on its own clock.
   *
   * @param grant makes the lease that it gets, beginning at the moment of the call
   * @param nowMillis its wall clock
   * @param granted completed when it has the lock, or when it shall not wait any more
   */
  record Waiter(Supplier<Grant> grant, LongSupplier nowMillis, CompletableFuture<Grant> granted) {}

  /** Takes the lock if it is free and nobody waits in front; answers the holder if not. */
  Optional<Held> take(LockKey key, Waiter waiter) {
    return guarded(() -> {
      if (waiter.granted.isDone()) {
        return Optional.empty();
      }
      Lock lock = locks.computeIfAbsent(key, _ -> new Lock());
      boolean first = lock.waiters.isEmpty() || waiter.equals(lock.waiters.peek());
      if (first && isFree(lock, waiter.nowMillis.getAsLong())) {
        lock.waiters.remove(waiter);
        grant(lock, waiter);
        return Optional.empty();
      }
      return lock.holder;
    });
  }

  /** Puts a waiter at the end of the queue. */
  void enter(LockKey key, Waiter waiter) {
    guarded(() -> locks.computeIfAbsent(key, _ -> new Lock()).waiters.add(waiter));
  }

  /** Takes a waiter out of the queue; false when it is not there because the lock was granted. */
  boolean leave(LockKey key, Waiter waiter) {
    return guarded(() -> {
      Lock lock = locks.get(key);
      if (lock == null || !lock.waiters.remove(waiter)) {
        return false;
      }
      forget(key, lock);
      return true;
    });
  }

  Optional<Held> holder(LockKey key) {
    return guarded(() -> Optional.ofNullable(locks.get(key)).flatMap(lock -> lock.holder));
  }

  /** Moves the end of a lease; false when it is not the holder's any more. */
  boolean extend(LockKey key, FencingToken token, Instant until) {
    return guarded(() -> {
      Lock lock = locks.get(key);
      if (lock == null || !isHolder(lock, token)) {
        return false;
      }
      lock.holder = Optional.of(new Held(token, until));
      return true;
    });
  }

  /** Frees the lock, or gives it to who waited longest; false when it is not the holder's. */
  boolean release(LockKey key, FencingToken token) {
    return guarded(() -> {
      Lock lock = locks.get(key);
      if (lock == null || !isHolder(lock, token)) {
        return false;
      }
      lock.holder = Optional.empty();
      Waiter next = lock.waiters.poll();
      if (next != null) {
        grant(lock, next);
      }
      forget(key, lock);
      return true;
    });
  }

  private static void grant(Lock lock, Waiter waiter) {
    Grant grant = waiter.grant.get();
    lock.holder = Optional.of(grant.held());
    waiter.granted.complete(grant);
  }

  private static boolean isFree(Lock lock, long now) {
    return lock.holder.map(held -> held.expiresAt().toEpochMilli() < now).orElse(true);
  }

  private static boolean isHolder(Lock lock, FencingToken token) {
    return lock.holder.map(held -> held.token().equals(token)).orElse(false);
  }

  private void forget(LockKey key, Lock lock) {
    if (lock.holder.isEmpty() && lock.waiters.isEmpty()) {
      locks.remove(key);
    }
  }

  private <T> T guarded(Supplier<T> work) {
    monitor.lock();
    try {
      return work.get();
    } finally {
      monitor.unlock();
    }
  }
}
