package io.acteon.dynamodb.state;

import io.acteon.state.Locks.Held;
import io.acteon.state.Locks.LockKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Those of this process who wait for locks, for each lock in the order they came. The first asks
 * the store; the others wait for what it or a holder of this process passes on. Thread-safe; the
 * map's lock for a key is held only to change who waits.
 *
 * @param <G> what is handed to a waiter: a lease
 */
final class LockQueues<G> {
  private final ConcurrentHashMap<LockKey, Deque<Waiter<G>>> queues = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** Where a waiter stands. */
  enum Place {
    /** First: it asks the store. */
    FIRST,
    /** Behind others. */
    QUEUED,
    /** A holder is handing the lock to it. */
    OFFERED,
    /** It has been handed the lock. */
    GRANTED,
    /** It went away, or the store was closed. */
    GONE
  }

  /** One who waits. Its fields are changed under the map's lock for its key. */
  static final class Waiter<G> {
    private final LockKey key;
    private final Duration leaseTime;
    private volatile Place place = Place.QUEUED;
    private volatile Optional<G> grant = Optional.empty();
    private volatile Optional<Held> lastSeen = Optional.empty();
    private volatile CompletableFuture<Void> news = new CompletableFuture<>();

    private Waiter(LockKey key, Duration leaseTime) {
      this.key = key;
      this.leaseTime = leaseTime;
    }

    LockKey key() {
      return key;
    }

    Duration leaseTime() {
      return leaseTime;
    }

    Place place() {
      return place;
    }

    /** What was handed over; there once the place is {@link Place#GRANTED}. */
    G grant() {
      return grant.orElseThrow();
    }

    /** Who held the lock when somebody of this process last looked. */
    Optional<Held> lastSeen() {
      return lastSeen;
    }

    /** Completed when the place changes or the first should look; asked for before looking. */
    CompletableFuture<Void> news() {
      return news;
    }

    private void move(Place to) {
      place = to;
      tell();
    }

    private void tell() {
      CompletableFuture<Void> told = news;
      news = new CompletableFuture<>();
      told.complete(null);
    }
  }

  Waiter<G> join(LockKey key, Duration leaseTime) {
    Waiter<G> waiter = new Waiter<>(key, leaseTime);
    queues.compute(
        key,
        (_, there) -> {
          Deque<Waiter<G>> queue = there == null ? new ArrayDeque<>() : there;
          waiter.place = closed ? Place.GONE : queue.isEmpty() ? Place.FIRST : Place.QUEUED;
          if (!closed) {
            waiter.lastSeen = queue.isEmpty() ? Optional.empty() : queue.element().lastSeen;
            queue.add(waiter);
          }
          return queue.isEmpty() ? null : queue;
        });
    return waiter;
  }

  /** Goes away; answers what was handed over and is now the caller's to use or to pass on. */
  Optional<G> leave(Waiter<G> waiter) {
    queues.compute(
        waiter.key,
        (_, queue) -> {
          waiter.move(Place.GONE);
          if (queue == null) {
            return null;
          }
          queue.remove(waiter);
          return promoted(queue);
        });
    return waiter.grant;
  }

  /** Takes the first out of the queue to hand the lock to it; {@link #grant} or decline follows. */
  Optional<Waiter<G>> offer(LockKey key) {
    CompletableFuture<Waiter<G>> taken = new CompletableFuture<>();
    queues.computeIfPresent(
        key,
        (_, queue) -> {
          Waiter<G> first = queue.remove();
          first.move(Place.OFFERED);
          taken.complete(first);
          return promoted(queue);
        });
    return taken.isDone() ? Optional.of(taken.join()) : Optional.empty();
  }

  /**
   * Hands over; false when the waiter has gone, and the caller has to pass the lock on. (The grant
   * tells, not the place: whoever was handed the lock may have used it and gone by now.)
   */
  boolean grant(Waiter<G> waiter, G grant) {
    queues.compute(
        waiter.key,
        (_, queue) -> {
          if (waiter.place == Place.OFFERED) {
            waiter.grant = Optional.of(grant);
            waiter.move(Place.GRANTED);
          }
          return queue;
        });
    return waiter.grant.isPresent();
  }

  /** The hand-over failed: the waiter is first again. */
  void decline(Waiter<G> waiter) {
    queues.compute(
        waiter.key,
        (_, there) -> {
          if (waiter.place != Place.OFFERED) {
            return there;
          }
          Deque<Waiter<G>> queue = there == null ? new ArrayDeque<>() : there;
          if (!queue.isEmpty()) {
            queue.element().move(Place.QUEUED);
          }
          queue.addFirst(waiter);
          waiter.move(Place.FIRST);
          return queue;
        });
  }

  /** Lets all who wait know who holds the lock. */
  void note(LockKey key, Held held) {
    queues.computeIfPresent(
        key,
        (_, queue) -> {
          queue.forEach(waiter -> waiter.lastSeen = Optional.of(held));
          return queue;
        });
  }

  /** Lets the first look at the lock at once. */
  void nudge(LockKey key) {
    queues.computeIfPresent(
        key,
        (_, queue) -> {
          queue.element().tell();
          return queue;
        });
  }

  /** Sends everybody away, now and from now on. */
  void close() {
    closed = true;
    for (LockKey key : queues.keySet()) {
      queues.computeIfPresent(
          key,
          (_, queue) -> {
            queue.forEach(waiter -> waiter.move(Place.GONE));
            return null;
          });
    }
  }

  private static <G> @Nullable Deque<Waiter<G>> promoted(Deque<Waiter<G>> queue) {
    if (queue.isEmpty()) {
      return null;
    }
    if (queue.element().place == Place.QUEUED) {
      queue.element().move(Place.FIRST);
    }
    return queue;
  }
}
