package io.acteon.dynamodb.state;

import io.acteon.model.Scope;
import io.acteon.state.Lease;
import io.acteon.state.Locks;
import io.acteon.state.Locks.Held;
import io.acteon.state.Locks.LockKey;
import io.acteon.store.Answer;
import io.acteon.store.StoreCall;
import io.acteon.store.StoreException;
import io.acteon.testkit.state.Background;
import io.acteon.testkit.time.Eventually;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A lock that many want and most give up, some at the very moment they get it, some with a request
 * under way whose answer they never hear: nobody has to wait for the end of a lease because of
 * them.
 */
final class LockGivingUpTest {
  private static final LocalTable TABLE = LocalTable.create();
  private static final TimeSource TIME = TimeSource.system();

  /** So long that no lock is free for the reason that its lease is over. */
  private static final Duration LEASE = Duration.ofHours(1);

  private static final int WAITERS = 12;
  private static final int MOST_PATIENCE_MILLIS = 40;

  private final long seed = DisturbedStores.seed();
  private final Random random = new Random(seed);
  private final LockKey key = new LockKey(new Scope("givers", "t"), "lock-" + UUID.randomUUID());
  private final Calls calls = new Calls();

  @Test
  void whenAllHaveGivenUpOrReleasedTheLockIsFree() {
    giveUp(20);
  }

  @Test
  @Tag("soak")
  void whenAllHaveGivenUpOrReleasedManyTimesTheLockIsFree() {
    giveUp(1_000);
  }

  private void giveUp(int rounds) {
    int roundsWithUnknown = 0;
    try (Noise _ = new Noise();
        DynamoStateStore here = TABLE.open(TIME, calls, http -> http);
        DynamoStateStore there = TABLE.open(TIME, calls, http -> http);
        DynamoStateStore observer = TABLE.open(TIME)) {
      for (int round = 0; round < rounds; round++) {
        calls.forget();
        List<Background<Boolean>> waiters = new ArrayList<>();
        if (random.nextBoolean()) {
          wait(waiters, here, there);
        } else {
          try (Lease _ = applied(here.locks().tryAcquire(key, LEASE, LocalTable.soon()))) {
            wait(waiters, here, there);
            Eventually.holds("some have given up", waiters.get(random.nextInt(WAITERS))::isDone);
          }
        }
        waiters.forEach(Background::join);

        long unknown = calls.count(StoreCall.Result.UNKNOWN);
        roundsWithUnknown += unknown > 0 ? 1 : 0;
        String when =
            "in round %d, outcomes unknown: %d, -Dacteon.seed=%d".formatted(round, unknown, seed);
        // Until then a request that was given up may still arrive, and hold the lock for a moment.
        Eventually.holds("all is taken back " + when, () -> withdrawn() == toWithdraw());
        Eventually.holds(
            "the lock is free " + when,
            () -> observer.locks().holder(key, LocalTable.soon()) instanceof Answer.Refused);
      }
    }
    System.out.printf(
        "%d rounds, %d of them with unknown outcomes, -Dacteon.seed=%d%n",
        rounds, roundsWithUnknown, seed);
  }

  /** A hand-over takes two, for the giver and for the taker. */
  private long toWithdraw() {
    return unknown("lock_acquire") + 2 * unknown("lock_hand_off");
  }

  private long unknown(String operation) {
    return calls.named(operation).stream()
        .filter(call -> call.result() == StoreCall.Result.UNKNOWN)
        .count();
  }

  private long withdrawn() {
    return calls.named("lock_withdraw").size();
  }

  private void wait(
      List<Background<Boolean>> waiters, DynamoStateStore here, DynamoStateStore there) {
    for (int i = 0; i < WAITERS; i++) {
      Duration patience = Duration.ofMillis(random.nextInt(MOST_PATIENCE_MILLIS));
      Locks locks = i % 2 == 0 ? here.locks() : there.locks();
      waiters.add(Background.start(() -> hasHad(locks, patience)));
    }
  }

  private boolean hasHad(Locks locks, Duration patience) throws InterruptedException {
    try {
      if (locks.acquire(key, LEASE, Deadline.in(patience, TIME))
          instanceof Answer.Applied<Lease, Held>(Lease lease)) {
        lease.close();
        return true;
      }
      return false;
    } catch (StoreException.Unavailable _) {
      return false; // The deadline came before it was known who holds the lock.
    }
  }

  private static <A> A applied(Answer<A, ?> answer) {
    if (answer instanceof Answer.Applied<A, ?>(A value)) {
      return value;
    }
    throw new AssertionError("not applied: " + answer);
  }
}
