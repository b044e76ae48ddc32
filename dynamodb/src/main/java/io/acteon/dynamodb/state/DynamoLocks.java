package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Escape;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.state.LockQueues.Waiter;
import io.acteon.dynamodb.state.LockWrites.Holding;
import io.acteon.state.Entries.Absent;
import io.acteon.state.FencingToken;
import io.acteon.state.Lease;
import io.acteon.state.Locks;
import io.acteon.state.StateKey;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Locks on DynamoDB: leases with fencing tokens, handed on in order within the process.
 * Thread-safe.
 */
final class DynamoLocks implements Locks {
  /** Keeps locks apart from everything that has a kind. */
  private static final String WORD = "!lock";

  private static final String FACE = "lock";

  private final StateContext context;
  private final LockQueues<Acquired> queues = new LockQueues<>();
  private final LeaseKeeper keeper;
  private final RandomGenerator random;

  /** A lease as it begins, with the monotonic reading from before the write that made it. */
  record Acquired(Holding holding, long nanos) {}

  DynamoLocks(StateContext context, RandomGenerator random) {
    this.context = context;
    this.keeper = new LeaseKeeper(context, queues);
    this.random = random;
  }

  @Override
  public Answer<Lease, Held> tryAcquire(LockKey key, Duration leaseTime, Deadline deadline) {
    ItemKey item = item(key);
    check(leaseTime);
    try (UnderWay.Stretch _ = keeper.acquiring()) {
      return switch (take(key, leaseTime, LockWrites.NOTHING_SEEN, deadline)) {
        case Taken.Ours(Acquired acquired) ->
            Answer.applied(keeper.keep(key, item, leaseTime, acquired));
        case Taken.Theirs(Held held) -> Answer.refused(held);
        case Taken.Over(String reason) -> Answer.unknown(reason);
        case Taken.Unclear(String reason) -> Answer.unknown(reason);
      };
    }
  }

  @Override
  public Answer<Lease, Held> acquire(LockKey key, Duration leaseTime, Deadline deadline)
      throws InterruptedException {
    ItemKey item = item(key);
    check(leaseTime);
    try (UnderWay.Stretch _ = keeper.acquiring()) {
      return waited(key, item, leaseTime, deadline);
    }
  }

  private Answer<Lease, Held> waited(
      LockKey key, ItemKey item, Duration leaseTime, Deadline deadline)
      throws InterruptedException {
    Waiter<Acquired> me = queues.join(key, leaseTime);
    Optional<Acquired> used = Optional.empty();
    try {
      return switch (new LockWait(context, queues, keeper, random, item, me, deadline)
          .run(seen -> take(key, leaseTime, seen, deadline))) {
        case Answer.Applied<Acquired, Held>(Acquired acquired) -> {
          used = Optional.of(acquired);
          yield Answer.applied(keeper.keep(key, item, leaseTime, acquired));
        }
        case Answer.Refused<Acquired, Held>(Held held) -> Answer.refused(held);
        case Answer.Unknown<Acquired, Held>(String reason) -> Answer.unknown(reason);
      };
    } finally {
      Optional<Acquired> granted = queues.leave(me);
      if (granted.isPresent() && !granted.equals(used)) { // It came when we had turned away.
        keeper.passOn(key, item, leaseTime, granted.get());
      }
    }
  }

  private Taken take(LockKey key, Duration leaseTime, long seen, Deadline deadline) {
    ItemKey item = item(key);
    long start = context.time().nanos();
    LockWrite<Holding, Held> acquire =
        context.write(
            new LockWrites.Acquire(context.table(), item, leaseTime, context.maxSkew(), seen));
    return switch (context.run("lock_acquire", acquire, deadline)) {
      case Answer.Applied<Holding, Held>(Holding holding) ->
          new Taken.Ours(new Acquired(holding, start));
      case Answer.Refused<Holding, Held>(Held held) -> new Taken.Theirs(held);
      case Answer.Unknown<Holding, Held>(String reason) -> {
        if (acquire.isOver()) {
          yield new Taken.Over(reason);
        }
        keeper.withdraw(key, item, acquire.perhaps());
        yield new Taken.Unclear(reason);
      }
    };
  }

  @Override
  public Answer<Held, Absent> holder(LockKey key, Deadline deadline) {
    return LockWrites.holder(Reads.item(context.connection(), "lock_holder", item(key), deadline))
        .<Answer<Held, Absent>>map(Answer::applied)
        .orElseGet(() -> Answer.refused(new Absent()));
  }

  @Override
  public Answer<Absent, Absent> forceUnlock(LockKey key, FencingToken seen, Deadline deadline) {
    LockWrites.ForceUnlock unlock = new LockWrites.ForceUnlock(context.table(), item(key), seen);
    try {
      return context.run("lock_force_unlock", unlock, deadline);
    } finally {
      keeper.isOver(key, seen);
    }
  }

  /** Sends waiters away and releases what is held, waiting for that until the deadline. */
  void close(Deadline deadline) {
    queues.close();
    keeper.close(deadline);
  }

  private ItemKey item(LockKey key) {
    Escape.checked("the name of a lock", key.name(), StateKey.MAX_ID_BYTES);
    return context.keys().named(key.scope(), WORD, key.name(), FACE);
  }

  private static void check(Duration leaseTime) {
    if (!leaseTime.isPositive()) {
      throw new IllegalArgumentException("a lease must be positive: " + leaseTime);
    }
  }

  /** What a waiter is told when the store is closed under it. */
  static StoreException closed(LockKey key) {
    return new StoreException.Unavailable(
        "the store was closed while lock '" + key.name() + "' was waited for");
  }
}
