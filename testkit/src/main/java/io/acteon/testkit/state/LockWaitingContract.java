package io.acteon.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.state.FencingToken;
import io.acteon.state.Lease;
import io.acteon.state.Locks;
import io.acteon.state.Locks.Held;
import io.acteon.state.Locks.LockKey;
import io.acteon.state.StateStore;
import io.acteon.store.Answer;
import io.acteon.testkit.time.Eventually;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What {@link Locks} promises to those who wait for a lock, held against a backend. */
public abstract class LockWaitingContract extends StateContract {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofMillis(20);

  @Test
  void aFreeLockIsTakenWithoutWaiting() throws InterruptedException {
    Lease lease = applied(store().locks().acquire(lock(), LEASE, within(LEASE)));

    assertThat(lease.isHeld()).isTrue();
  }

  @Test
  void waitersOfOneProcessAreServedInTheOrderTheyCame() {
    Locks locks = store().locks();
    Lease first = applied(locks.tryAcquire(lock(), LEASE, soon()));
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    List<FencingToken> tokens =
        Collections.synchronizedList(new ArrayList<>(List.of(first.token())));
    List<Background<Integer>> waiters = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int number = i;
      waiters.add(
          waiting(() -> {
            try (Lease lease = applied(locks.acquire(lock(), LEASE, in(Duration.ofHours(1))))) {
              tokens.add(lease.token());
              order.add(number);
            }
            return number;
          }));
    }

    first.close();
    Eventually.holds("everyone had the lock", () -> order.size() == 8);

    assertThat(order).isSorted();
    assertThat(tokens).isSorted().doesNotHaveDuplicates().hasSize(9);
    waiters.forEach(Background::join);
  }

  @Test
  void aLockReleasedInAnotherProcessReachesTheOneWhoWaitedLongest() {
    Lease there = applied(store().locks().tryAcquire(lock(), LEASE, soon()));
    Locks locks = store().locks();
    Background<Lease> one = acquiring(locks, Duration.ofHours(1));
    Background<Lease> two = acquiring(locks, Duration.ofHours(1));

    there.close();
    time.advanceUntil(STEP, "the lock is seen free", one::isDone);

    assertThat(one.join().token()).isGreaterThan(there.token());
    assertThat(two.isDone()).isFalse();
    one.join().close();
    Eventually.holds("it is handed over without asking the store", two::isDone);
    assertThat(two.join().token()).isGreaterThan(one.join().token());
  }

  @Test
  void whoWaitsInVainIsRefusedAtItsDeadlineWithTheHolder() {
    Locks locks = store().locks();
    Lease lease = applied(locks.tryAcquire(lock(), LEASE, soon()));
    Background<Answer<Lease, Held>> waiter =
        waiting(() -> locks.acquire(lock(), LEASE, in(Duration.ofSeconds(2))));

    time.advanceUntil(STEP, "the waiter gives up", waiter::isDone);

    assertThat(refused(waiter.join()).token()).isEqualTo(lease.token());
  }

  @Test
  void whoGivesUpIsPassedOver() {
    Locks locks = store().locks();
    Lease lease = applied(locks.tryAcquire(lock(), LEASE, soon()));
    Background<Answer<Lease, Held>> impatient =
        waiting(() -> locks.acquire(lock(), LEASE, in(Duration.ofSeconds(2))));
    Background<Lease> interrupted = acquiring(locks, Duration.ofHours(1));
    Background<Lease> patient = acquiring(locks, Duration.ofHours(1));

    time.advanceUntil(STEP, "one gives up", impatient::isDone);
    interrupted.thread().interrupt();
    assertThatThrownBy(interrupted::join).hasCauseInstanceOf(InterruptedException.class);
    lease.close();

    Eventually.holds("the last has the lock", patient::isDone);
    assertThat(patient.join().token()).isGreaterThan(lease.token());
    assertThat(refused(impatient.join()).token()).isEqualTo(lease.token());
  }

  @Test
  void whoWaitsForALeaseThatIsBrokenHasTheLockAtOnce() {
    Locks locks = store().locks();
    Lease broken = applied(locks.tryAcquire(lock(), LEASE, soon()));
    Background<Lease> waiter = acquiring(locks, Duration.ofHours(1));

    applied(locks.forceUnlock(lock(), broken.token(), soon()));

    Eventually.holds("the waiter has the lock", waiter::isDone);
    assertThat(waiter.join().token()).isGreaterThan(broken.token());
  }

  @Test
  void aWaiterTakesOverASilentHolder() {
    Lease silent = applied(store(time.independent()).locks().tryAcquire(lock(), LEASE, soon()));
    Background<Lease> waiter = acquiring(store().locks(), Duration.ofHours(1));

    time.advanceUntil(Duration.ofMillis(250), "the lease is over", waiter::isDone);

    assertThat(waiter.join().token()).isGreaterThan(silent.token());
  }

  @Test
  void aWaiterOfAStoreThatClosesIsNotLeftBehind() {
    applied(store().locks().tryAcquire(lock(), LEASE, soon()));
    StateStore closing = store();
    Background<Lease> waiter = acquiring(closing.locks(), Duration.ofHours(1));

    closing.close();

    Eventually.holds("the waiter is told", waiter::isDone);
    assertThatThrownBy(waiter::join)
        .hasCauseInstanceOf(io.acteon.store.StoreException.Unavailable.class);
  }

  @Test
  void neverDoTwoHoldOneLock() {
    TimeSource machine = TimeSource.system();
    List<Locks> replicas = List.of(store(machine).locks(), store(machine).locks());
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger turns = new AtomicInteger();

    Together.run(
        10,
        i -> {
          for (int turn = 0; turn < 4; turn++) {
            try (Lease lease = applied(acquired(replicas.get(i % 2)))) {
              assertThat(inside.incrementAndGet()).isEqualTo(1);
              turns.incrementAndGet();
              assertThat(applied(replicas.get(i % 2).holder(lock(), soon())).token())
                  .isEqualTo(lease.token());
              assertThat(lease.isHeld()).isTrue();
              inside.decrementAndGet();
            }
          }
          return i;
        });

    assertThat(turns).hasValue(40);
  }

  private Answer<Lease, Held> acquired(Locks locks) {
    try {
      return locks.acquire(lock(), LEASE, soon());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private Background<Lease> acquiring(Locks locks, Duration patience) {
    return waiting(() -> applied(locks.acquire(lock(), LEASE, in(patience))));
  }

  private <T> Background<T> waiting(java.util.concurrent.Callable<T> work) {
    Background<T> waiter = Background.start(work);
    time.awaitSleeping(waiter.thread());
    return waiter;
  }

  private Deadline in(Duration patience) {
    return within(patience);
  }

  private LockKey lock() {
    return new LockKey(scope, "a");
  }
}
