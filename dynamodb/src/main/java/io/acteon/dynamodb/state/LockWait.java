package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.state.DynamoLocks.Acquired;
import io.acteon.dynamodb.state.LockObservation.Finding;
import io.acteon.dynamodb.state.LockQueues.Place;
import io.acteon.dynamodb.state.LockQueues.Waiter;
import io.acteon.state.Locks.Held;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * One caller's wait for a lock. While it is first of its process it asks the store: with a write at
 * the very beginning, then with consistent reads, each after a pause that grows to a second, and
 * with a write again when a read says that the lock can be had. While this process has the lock it
 * asks nothing, not even at the beginning: that lease is handed on. For one thread.
 */
final class LockWait {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration MOST_PAUSE = Duration.ofSeconds(1);

  private final StateContext context;
  private final LockQueues<Acquired> queues;
  private final LeaseKeeper keeper;
  private final RandomGenerator random;
  private final ItemKey item;
  private final Waiter<Acquired> me;
  private final Deadline deadline;
  private final LockObservation observation;
  private Duration pause = FIRST_PAUSE;
  private boolean hasTried;
  private Optional<Held> lastSeen = Optional.empty(); // By ourselves, in our own process.

  /** Why it is not known whether this caller had the lock for a while. It goes on waiting. */
  private Optional<String> doubt = Optional.empty();

  /** The write that takes the lock; {@code seen} as in {@link LockWrites.Acquire}. */
  interface Taking {
    Taken take(long seen);
  }

  LockWait(
      StateContext context,
      LockQueues<Acquired> queues,
      LeaseKeeper keeper,
      RandomGenerator random,
      ItemKey item,
      Waiter<Acquired> me,
      Deadline deadline) {
    this.context = context;
    this.queues = queues;
    this.keeper = keeper;
    this.random = random;
    this.item = item;
    this.me = me;
    this.deadline = deadline;
    this.observation = new LockObservation(context.maxSkew());
  }

  /**
   * Waits.
   *
   * @throws StoreException when the store was closed or did not answer at all
   */
  Answer<Acquired, Held> run(Taking taking) throws InterruptedException {
    try {
      return waited(taking);
    } catch (StoreException e) {
      if (doubt.isEmpty()) {
        throw e;
      }
      return Answer.unknown(doubt.get() + "; then: " + e.getMessage());
    }
  }

  private Answer<Acquired, Held> waited(Taking taking) throws InterruptedException {
    hasTried = me.place() != Place.FIRST;
    var _ = isHeldHere(); // So that there is something to tell should the deadline come soon.
    while (true) {
      CompletableFuture<Void> news = me.news();
      Optional<Answer<Acquired, Held>> answer =
          switch (me.place()) {
            case GRANTED -> Optional.of(Answer.applied(me.grant()));
            case GONE -> throw DynamoLocks.closed(me.key());
            case FIRST -> ask(taking);
            case QUEUED, OFFERED -> Optional.empty();
          };
      if (answer.isPresent()) {
        return answer.get();
      }
      if (deadline.hasPassed() && me.place() != Place.GRANTED) {
        return doubt
            .<Answer<Acquired, Held>>map(Answer::unknown)
            .orElseGet(() -> Answer.refused(lastSeen()));
      }
      context.time().await(news, shorter(deadline.remaining(), nextPause()));
    }
  }

  /** Asks the store; empty when the lock is held. */
  private Optional<Answer<Acquired, Held>> ask(Taking taking) {
    if (isHeldHere()) {
      return Optional.empty();
    }
    try {
      if (!hasTried) {
        hasTried = true;
        return take(taking, LockWrites.NOTHING_SEEN);
      }
      return look(taking);
    } catch (StoreException.Unavailable e) {
      if (lastSeen.or(me::lastSeen).isEmpty()) {
        throw e;
      }
      return Optional.empty(); // The deadline has come, and the holder is known.
    }
  }

  private Optional<Answer<Acquired, Held>> look(Taking taking) {
    long asked = context.time().nanos();
    Item seen = Reads.item(context.connection(), "lock_poll", item, deadline);
    long answered = context.time().nanos();
    return switch (observation.see(seen, asked, answered, context.time().millis())) {
      case Finding.Obtainable(long revision) -> take(taking, revision);
      case Finding.HeldBy(Held held) -> {
        queues.note(me.key(), held);
        yield Optional.empty();
      }
    };
  }

  private Optional<Answer<Acquired, Held>> take(Taking taking, long seen) {
    return switch (taking.take(seen)) {
      case Taken.Ours(Acquired acquired) -> Optional.of(Answer.applied(acquired));
      case Taken.Theirs(Held held) -> {
        queues.note(me.key(), held);
        yield Optional.empty();
      }
      case Taken.Over(String reason) -> {
        doubt = Optional.of(reason);
        yield Optional.empty();
      }
      case Taken.Unclear(String reason) -> Optional.of(Answer.unknown(reason));
    };
  }

  private boolean isHeldHere() {
    Optional<Held> ours = keeper.held(me.key()).map(this::asSeen);
    lastSeen = ours.or(() -> lastSeen);
    return ours.isPresent();
  }

  private Held lastSeen() {
    return isHeldHere()
        ? lastSeen.orElseThrow()
        : me.lastSeen()
            .or(() -> lastSeen)
            .orElseThrow(() ->
                new StoreException.Unavailable(
                    "the deadline came before it was known who holds lock '%s'"
                        .formatted(me.key().name())));
  }

  private Held asSeen(HeldHere.Here ours) {
    return new Held(ours.token(), context.time().now().plus(ours.remaining()));
  }

  /** News ends a pause early. */
  private Duration nextPause() {
    if (me.place() != Place.FIRST) {
      return deadline.remaining();
    }
    Optional<Duration> ours = keeper.held(me.key()).map(HeldHere.Here::remaining);
    if (ours.isPresent()) {
      return ours.get().plus(FIRST_PAUSE);
    }
    long nanos = pause.toNanos();
    pause = shorter(pause.multipliedBy(2), MOST_PAUSE);
    return Duration.ofNanos(nanos / 2 + random.nextLong(nanos / 2));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
