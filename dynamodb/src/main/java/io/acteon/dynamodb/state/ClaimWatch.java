package io.acteon.dynamodb.state;

import io.acteon.state.Claims.Standing;
import io.acteon.state.StateKey;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Those in this process who wait for claims. Of all who wait for one key, the first polls and the
 * others wait for what it finds. When the claim can be taken, the poller is let go to take it; the
 * next polls on, after a grace in which the one let go can act. Thread-safe; the map's own lock is
 * held only to change who waits.
 */
final class ClaimWatch {
  private static final Duration FIRST_INTERVAL = Duration.ofMillis(25);
  private static final Duration MOST_INTERVAL = Duration.ofMillis(250);

  private final TimeSource time;
  private final RandomGenerator random;
  private final ConcurrentHashMap<StateKey, Queue> queues = new ConcurrentHashMap<>();

  /** Reads what stands, as far as a waiter is concerned: empty when it can be claimed. */
  @FunctionalInterface
  interface Look {
    Optional<Standing> look();
  }

  /** What a waiter is told. */
  private sealed interface Turn {
    /** Poll from now on, after {@code grace}. */
    record Poll(Duration grace) implements Turn {}

    /** It is over. */
    record End(Standing standing) implements Turn {}
  }

  private record Waiter(CompletableFuture<Turn> turn) {}

  /** Who waits for one key; the first polls. Changed under the map's lock for the key. */
  private static final class Queue {
    final Deque<Waiter> waiters = new ArrayDeque<>();
    volatile CompletableFuture<Void> news = new CompletableFuture<>();
    volatile Optional<Standing> last = Optional.empty();
  }

  ClaimWatch(TimeSource time, RandomGenerator random) {
    this.time = time;
    this.random = random;
  }

  /**
   * Waits until {@code look} finds nothing in progress, or the deadline; answers what was found
   * last.
   */
  Optional<Standing> await(StateKey key, Deadline deadline, Look look) throws InterruptedException {
    Waiter me = new Waiter(new CompletableFuture<>());
    Duration graceOfNext = Duration.ZERO;
    join(key, me);
    try {
      if (!time.await(me.turn(), deadline.remaining())) {
        return last(key).or(look::look);
      }
      return switch (me.turn().join()) {
        case Turn.End(Standing standing) -> Optional.of(standing);
        case Turn.Poll(Duration grace) -> {
          Optional<Standing> found = poll(key, deadline, look, grace);
          graceOfNext = found.isEmpty() ? MOST_INTERVAL : Duration.ZERO;
          yield found;
        }
      };
    } finally {
      leave(key, me, graceOfNext);
    }
  }

  /** Says that this process completed the claim: no waiter needs to look any more. */
  void completed(StateKey key, Standing.Completed standing) {
    Queue queue = queues.remove(key);
    if (queue != null) {
      queue.news.complete(null);
      queue.waiters.forEach(waiter -> waiter.turn().complete(new Turn.End(standing)));
    }
  }

  /** Says that this process changed the claim: the poller looks at once. */
  void changed(StateKey key) {
    Queue queue = queues.get(key);
    if (queue != null) {
      queue.news.complete(null);
    }
  }

  private Optional<Standing> poll(StateKey key, Deadline deadline, Look look, Duration grace)
      throws InterruptedException {
    Optional<Standing> last = Optional.empty();
    Duration interval = FIRST_INTERVAL;
    time.await(news(key), shorter(grace, deadline.remaining()));
    while (last.isEmpty() || !deadline.hasPassed()) {
      CompletableFuture<Void> news = news(key);
      Optional<Standing> found = look(look, last);
      if (!(found.orElse(null) instanceof Standing.InProgress)) {
        found.ifPresent(standing -> end(key, standing));
        return found;
      }
      last = found;
      note(key, found);
      time.await(news, shorter(jittered(interval), deadline.remaining()));
      interval = shorter(interval.multipliedBy(2), MOST_INTERVAL);
    }
    return last;
  }

  /** Looks; when there is no answer by the deadline, what was seen last has to do. */
  private static Optional<Standing> look(Look look, Optional<Standing> last) {
    try {
      return look.look();
    } catch (StoreException.Unavailable e) {
      if (last.isEmpty()) {
        throw e;
      }
      return last;
    }
  }

  private void join(StateKey key, Waiter me) {
    queues.compute(
        key,
        (_, there) -> {
          Queue queue = there == null ? new Queue() : there;
          queue.waiters.add(me);
          if (queue.waiters.size() == 1) {
            me.turn().complete(new Turn.Poll(Duration.ZERO));
          }
          return queue;
        });
  }

  /** Goes away; if it was the poller, the next polls. */
  private void leave(StateKey key, Waiter me, Duration graceOfNext) {
    queues.computeIfPresent(
        key,
        (_, queue) -> {
          boolean wasPoller = me.equals(queue.waiters.peek());
          queue.waiters.remove(me);
          Waiter next = queue.waiters.peek();
          if (wasPoller && next != null) {
            next.turn().complete(new Turn.Poll(graceOfNext));
          }
          return next == null ? null : queue;
        });
  }

  private void end(StateKey key, Standing standing) {
    Queue queue = queues.remove(key);
    if (queue != null) {
      queue.waiters.forEach(waiter -> waiter.turn().complete(new Turn.End(standing)));
    }
  }

  /** What ends the poller's pause early; a new one once that has happened. */
  private CompletableFuture<Void> news(StateKey key) {
    Queue queue =
        queues.computeIfPresent(
            key,
            (_, there) -> {
              if (there.news.isDone()) {
                there.news = new CompletableFuture<>();
              }
              return there;
            });
    return queue == null ? new CompletableFuture<>() : queue.news;
  }

  private void note(StateKey key, Optional<Standing> standing) {
    Queue queue = queues.get(key);
    if (queue != null) {
      queue.last = standing;
    }
  }

  private Optional<Standing> last(StateKey key) {
    Queue queue = queues.get(key);
    return queue == null ? Optional.empty() : queue.last;
  }

  private Duration jittered(Duration interval) {
    long nanos = interval.toNanos();
    return Duration.ofNanos(nanos - random.nextLong(nanos / 4));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
