package io.acteon.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.model.Scope;
import io.acteon.state.Entries;
import io.acteon.state.FencingToken;
import io.acteon.state.Lease;
import io.acteon.state.Locks;
import io.acteon.state.Locks.Held;
import io.acteon.state.Locks.LockKey;
import io.acteon.state.StateStore;
import io.acteon.state.Ttl;
import io.acteon.store.Answer;
import io.acteon.testkit.time.Eventually;
import io.acteon.testkit.time.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link Locks} promises for holding, losing and breaking a lock, held against a backend. */
public abstract class LocksContract extends StateContract {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration MILLI = Duration.ofMillis(1);

  /** So small that a heartbeat is made long before time has run past the lease. */
  private static final Duration STEP = Duration.ofMillis(10);

  @Test
  void aLockThatIsHeldIsRefusedToEveryoneElse() {
    Locks locks = store().locks();
    Locks there = store().locks();
    Lease lease = take(locks);

    assertThat(lease.key()).isEqualTo(lock("a"));
    assertThat(lease.isHeld()).isTrue();
    assertThat(lease.remaining()).isEqualTo(LEASE);
    Held held = new Held(lease.token(), time.now().plus(LEASE));
    assertThat(refused(there.tryAcquire(lock("a"), LEASE, soon()))).isEqualTo(held);
    assertThat(refused(locks.tryAcquire(lock("a"), LEASE, soon()))).isEqualTo(held);
    assertThat(applied(there.holder(lock("a"), soon()))).isEqualTo(held);
  }

  @Test
  void ofManyWhoTryOneWins() {
    List<Locks> replicas = List.of(store().locks(), store().locks());

    List<Answer<Lease, Held>> answers =
        Together.run(24, i -> replicas.get(i % 2).tryAcquire(lock("a"), LEASE, soon()));

    assertThat(answers).filteredOn(Answer.Applied.class::isInstance).hasSize(1);
    assertThat(answers).filteredOn(Answer.Refused.class::isInstance).hasSize(23);
  }

  @Test
  void aReleasedLockIsFreeAtOnceAndHasNoHolder() {
    Locks locks = store().locks();
    Locks there = store().locks();
    assertThat(refused(locks.holder(lock("a"), soon()))).isEqualTo(new Entries.Absent());
    Lease lease = take(locks);

    lease.close();

    assertThat(lease.isHeld()).isFalse();
    assertThat(lease.remaining()).isZero();
    assertThat(refused(there.holder(lock("a"), soon()))).isEqualTo(new Entries.Absent());
    assertThat(take(there).isHeld()).isTrue();
  }

  @Test
  void tokensGrowForEverAlsoBetweenProcessesWithSkewedClocks() {
    FakeTime behind = time.skewed(Duration.ofSeconds(-3));
    List<Locks> replicas = List.of(store().locks(), store(behind).locks());
    List<FencingToken> tokens = new ArrayList<>();
    for (int round = 0; round < 8; round++) {
      try (Lease lease = take(replicas.get(round % 2))) {
        tokens.add(lease.token());
      }
      time.advance(round == 5 ? Duration.ofDays(2) : Duration.ZERO);
    }

    assertThat(tokens).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aLeaseLivesOnAsLongAsItsHolderDoes() {
    Locks locks = store().locks();
    Locks there = store().locks();
    Lease lease = take(locks);

    for (int i = 0; i < 12; i++) {
      time.advance(LEASE.dividedBy(3));
      time.advanceUntil(
          STEP,
          "a heartbeat",
          () -> lease.remaining().compareTo(LEASE.multipliedBy(2).dividedBy(3)) > 0);
    }

    assertThat(lease.isHeld()).isTrue();
    assertThat(refused(there.tryAcquire(lock("a"), LEASE, soon())).token())
        .isEqualTo(lease.token());
  }

  @Test
  void aLeaseCanBeExtendedByHand() {
    Locks locks = store().locks();
    Lease lease = take(locks);
    time.advance(Duration.ofSeconds(5));

    assertThat(lease.extend(soon())).isTrue();

    assertThat(lease.remaining()).isEqualTo(LEASE);
    assertThat(applied(locks.holder(lock("a"), soon())))
        .isEqualTo(new Held(lease.token(), time.now().plus(LEASE)));
  }

  @Test
  void aSilentHolderIsTakenOverAfterItsLeaseAndTheSkewAndNotBefore() {
    FakeTime paused = time.independent();
    Locks silent = store(paused).locks();
    Locks there = store().locks();
    Lease old = take(silent);

    time.advance(LEASE.plus(capabilities().maxClockSkew()));
    assertThat(refused(there.tryAcquire(lock("a"), LEASE, soon())).token()).isEqualTo(old.token());
    time.advance(MILLI);
    Lease fresh = take(there);

    assertThat(fresh.token()).isGreaterThan(old.token());
    assertThat(old.isHeld()).as("it has not learned of it yet").isTrue();
  }

  @Test
  void ofManyWhoTakeOverASilentHolderOneWins() {
    take(store(time.independent()).locks());
    List<Locks> replicas = List.of(store().locks(), store().locks());
    time.advance(LEASE.plus(capabilities().maxClockSkew()).plus(MILLI));

    List<Answer<Lease, Held>> answers =
        Together.run(12, i -> replicas.get(i % 2).tryAcquire(lock("a"), LEASE, soon()));

    assertThat(answers).filteredOn(Answer.Applied.class::isInstance).hasSize(1);
  }

  @Test
  void aHolderThatWakesLateLearnsOfItsLossAndCannotWriteWhatTheLockGuards() {
    FakeTime paused = time.independent();
    StateStore silent = store(paused);
    StateStore there = store();
    Lease old = take(silent.locks());
    Losses losses = Losses.of(old);
    time.advance(LEASE.plus(capabilities().maxClockSkew()).plus(MILLI));
    Lease fresh = take(there.locks());
    applied(there.entries().fencedSet(point("a"), "new", Ttl.NEVER, fresh.token(), soon()));

    assertThat(
            refused(silent.entries().fencedSet(point("a"), "old", Ttl.NEVER, old.token(), soon())))
        .isEqualTo(fresh.token());
    paused.advanceUntil(STEP, "its next heartbeat", losses::isHeard);
    assertThat(losses.next()).isEqualTo(Lease.Loss.LOST);
    assertThat(old.isHeld()).isFalse();
    assertThat(old.extend(soon())).isFalse();
    old.close();
    assertThat(applied(there.locks().holder(lock("a"), soon())).token()).isEqualTo(fresh.token());
  }

  @Test
  void aHolderThatSleptThroughItsLeaseHasLostIt() {
    Lease lease = take(store().locks());
    Losses losses = Losses.of(lease);
    Eventually.holds("the heartbeat waits", () -> time.sleepers() > 0);

    time.advance(LEASE);

    assertThat(lease.isHeld()).isFalse();
    assertThat(lease.remaining()).isZero();
    assertThat(losses.next()).isEqualTo(Lease.Loss.EXPIRED);
    assertThat(lease.extend(soon())).isFalse();
  }

  @Test
  void aBrokenLeaseIsLostAndItsLockFree() {
    Locks locks = store().locks();
    Locks admin = store().locks();
    Lease lease = take(locks);
    Losses losses = Losses.of(lease);
    Held held = applied(admin.holder(lock("a"), soon()));

    assertThat(applied(admin.forceUnlock(lock("a"), held.token(), soon())))
        .isEqualTo(new Entries.Absent());

    assertThat(refused(admin.holder(lock("a"), soon()))).isEqualTo(new Entries.Absent());
    assertThat(lease.extend(soon())).isFalse();
    assertThat(losses.next()).isEqualTo(Lease.Loss.LOST);
    assertThat(lease.isHeld()).isFalse();
    Lease next = take(admin);
    assertThat(next.token()).isGreaterThan(lease.token());
    lease.close();
    assertThat(applied(locks.holder(lock("a"), soon())).token()).isEqualTo(next.token());
  }

  @Test
  void onlyTheLeaseThatWasSeenIsBroken() {
    Locks locks = store().locks();
    FencingToken earlier;
    try (Lease first = take(locks)) {
      earlier = first.token();
    }
    assertThat(refused(locks.forceUnlock(lock("a"), earlier, soon())))
        .isEqualTo(new Entries.Absent());
    Lease second = take(locks);

    assertThat(refused(locks.forceUnlock(lock("a"), earlier, soon())))
        .isEqualTo(new Entries.Absent());
    assertThat(applied(locks.holder(lock("a"), soon())).token()).isEqualTo(second.token());
    assertThat(refused(locks.forceUnlock(lock("never"), earlier, soon())))
        .isEqualTo(new Entries.Absent());
  }

  @Test
  void whoListensLateStillHearsOfTheLossAndOnce() {
    Locks locks = store().locks();
    Lease lease = take(locks);
    applied(locks.forceUnlock(lock("a"), lease.token(), soon()));
    assertThat(lease.extend(soon())).isFalse();

    Losses losses = Losses.of(lease);

    assertThat(losses.next()).isEqualTo(Lease.Loss.LOST);
    assertThat(lease.extend(soon())).isFalse();
    time.advance(LEASE);
    lease.close();
    assertThat(losses.rest()).isEmpty();
  }

  @Test
  void closingIsNoLossAndMayBeDoneTwiceOrByAnInterruptedThread() {
    Locks locks = store().locks();
    Lease lease = take(locks);
    Losses losses = Losses.of(lease);
    Thread.currentThread().interrupt();
    assertThatCode(lease::close).doesNotThrowAnyException();
    assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();

    assertThatCode(lease::close).doesNotThrowAnyException();

    time.advance(LEASE.multipliedBy(2));
    assertThat(losses.rest()).isEmpty();
  }

  @Test
  void aStoreThatClosesReleasesItsLocks() {
    StateStore closing = store();
    Locks there = store().locks();
    Lease lease = take(closing.locks());

    closing.close();

    assertThat(take(there).token()).isGreaterThan(lease.token());
    assertThat(lease.isHeld()).isFalse();
    assertThatCode(lease::close).doesNotThrowAnyException();
    assertThatCode(closing::close).as("twice").doesNotThrowAnyException();
  }

  @Test
  void differentNamesAreDifferentLocks() {
    Locks locks = store().locks();
    List<LockKey> keys =
        AwkwardNames.keys(scope, POINT).stream()
            .map(key -> new LockKey(key.scope(), key.id()))
            .toList();

    List<Lease> leases =
        Together.run(keys.size(), i -> applied(locks.tryAcquire(keys.get(i), LEASE, soon())));

    assertThat(leases).allMatch(Lease::isHeld);
    for (String bad : AwkwardNames.unpairedSurrogates()) {
      assertThatThrownBy(() -> locks.tryAcquire(new LockKey(scope, bad), LEASE, soon()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> locks.tryAcquire(lock("zero"), Duration.ZERO, soon()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneNameInTwoScopesIsTwoLocks() {
    Locks locks = store().locks();
    take(locks);
    Scope other = new Scope(scope.namespace(), scope.tenant() + "2");

    applied(locks.tryAcquire(new LockKey(other, "a"), LEASE, soon()));
  }

  private LockKey lock(String name) {
    return new LockKey(scope, name);
  }

  private Lease take(Locks locks) {
    return applied(locks.tryAcquire(lock("a"), LEASE, soon()));
  }
}
