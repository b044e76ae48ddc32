package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.model.Scope;
import io.acteon.state.Lease;
import io.acteon.state.Locks;
import io.acteon.state.Locks.Held;
import io.acteon.state.Locks.LockKey;
import io.acteon.store.Answer;
import io.acteon.store.StoreCall;
import io.acteon.testkit.state.Background;
import io.acteon.testkit.time.Eventually;
import io.acteon.testkit.time.FakeTime;
import io.acteon.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Locks whose acquirer or holder gives up while a request is under way: nobody waits for the end of
 * a lease that nobody has. Time stands still, so no lease ends by itself.
 */
final class LockAbandonedTest {
  private static final LocalTable TABLE = LocalTable.create();
  private static final Duration LEASE = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofSeconds(2);

  /** Longer than a lease goes on trying to release its lock. */
  private static final Duration RELEASE_PATIENCE = Duration.ofSeconds(6);

  private static final int APPLIED = 200;
  private static final int REFUSED = 400;

  private final FakeTime time = FakeTime.startingNow();
  private final LockKey key = new LockKey(new Scope("abandoned", "t"), "lock-" + UUID.randomUUID());
  private final Calls calls = new Calls();
  private final AtomicReference<HoldingHttpClient> wire = new AtomicReference<>();
  private final DynamoStateStore store =
      TABLE.open(
          time,
          calls,
          http -> {
            wire.set(new HoldingHttpClient(http));
            return wire.get();
          });
  private final Locks locks = store.locks();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void anAcquisitionThatLandedUnheardIsTakenBackInOneWrite() throws IOException {
    Background<Answer<Lease, Held>> acquirer = unheard();
    assertThat(wire.get().deliver()).isEqualTo(APPLIED);

    assertGivenUp(acquirer);

    assertThat(withdrawal().requests()).isEqualTo(1);
    assertFree();
  }

  @Test
  void anAcquisitionThatWasGivenUpDoesNotLandLaterOnALockThatNeverWas() throws IOException {
    Background<Answer<Lease, Held>> acquirer = unheard();

    assertGivenUp(acquirer);

    assertThat(withdrawal().seals()).isEqualTo(1);
    assertThat(wire.get().deliver()).isEqualTo(REFUSED);
    assertFree();
  }

  @Test
  void anAcquisitionThatWasGivenUpDoesNotLandLaterOnALockThatIsFree() throws IOException {
    had(locks.tryAcquire(key, LEASE, LocalTable.soon())).close();
    calls.forget();
    Background<Answer<Lease, Held>> acquirer = unheard();

    assertGivenUp(acquirer);

    assertThat(withdrawal().seals()).isEqualTo(1);
    assertThat(wire.get().deliver()).isEqualTo(REFUSED);
    assertFree();
  }

  @Test
  void anAcquisitionThatAnotherHasPassedNeedsNoSealAndDoesNotHarmIt() throws IOException {
    Background<Answer<Lease, Held>> acquirer = unheard();
    Lease other = had(locks.tryAcquire(key, LEASE, LocalTable.soon()));
    calls.forget();

    assertGivenUp(acquirer);

    assertThat(withdrawal().seals()).isZero();
    assertThat(wire.get().deliver()).isEqualTo(REFUSED);
    assertThat(holder()).isEqualTo(other.token().value());
    assertThat(other.extend(LocalTable.soon())).isTrue();
  }

  @Test
  void aHandOverThatLandedUnheardIsTakenBack() throws IOException {
    Background<Lease> waiter = waitingBehindOneWhoseHandOverIsUnheard();
    assertThat(wire.get().deliver()).isEqualTo(APPLIED);

    time.advance(RELEASE_PATIENCE);

    Eventually.holds("the waiter has the lock", waiter::isDone);
    assertThat(holder()).isEqualTo(waiter.join().token().value());
  }

  @Test
  void aHandOverThatWasGivenUpDoesNotLandLater() throws IOException {
    Background<Lease> waiter = waitingBehindOneWhoseHandOverIsUnheard();

    time.advance(RELEASE_PATIENCE);

    Eventually.holds("the waiter has the lock", waiter::isDone);
    assertThat(wire.get().deliver()).isEqualTo(REFUSED);
    assertThat(holder()).isEqualTo(waiter.join().token().value());
  }

  /** It asks the store and is about to give that up when a holder of this process is done. */
  @Test
  void whoIsHandedTheLockWhenItHasTurnedAwayPassesItOn() {
    Background<Answer<Lease, Held>> turning = unheard();
    Lease holder = had(locks.tryAcquire(key, LEASE, LocalTable.soon()));
    Background<Lease> next = waiting();
    holder.close();
    assertThat(next.isDone()).isFalse();
    assertThat(holder()).as("of the one who is still asking").isGreaterThan(holder.token().value());

    time.advance(SHORT);

    assertThat(turning.join()).isInstanceOf(Answer.Unknown.class);
    Eventually.holds("the next has the lock", next::isDone);
    assertThat(holder()).isEqualTo(next.join().token().value());
    assertThat(calls.named("lock_hand_off")).hasSize(2);
  }

  /** Acquires with a request that stays on its way, while its sender is about to try again. */
  private Background<Answer<Lease, Held>> unheard() {
    wire.get().hold();
    Background<Answer<Lease, Held>> acquirer =
        Background.start(() -> locks.acquire(key, LEASE, Deadline.in(SHORT, time)));
    time.awaitSleeping(acquirer.thread());
    return acquirer;
  }

  private Background<Lease> waiting() {
    Background<Lease> waiter =
        Background.start(() -> had(locks.acquire(key, LEASE, Deadline.in(LEASE, time))));
    time.awaitSleeping(waiter.thread());
    return waiter;
  }

  private Background<Lease> waitingBehindOneWhoseHandOverIsUnheard() {
    Lease holder = had(locks.tryAcquire(key, LEASE, LocalTable.soon()));
    Background<Lease> waiter = waiting();
    wire.get().hold();
    Background<Boolean> closing =
        Background.start(() -> {
          holder.close();
          return true;
        });
    time.awaitSleeping(closing.thread());
    return waiter;
  }

  private void assertGivenUp(Background<Answer<Lease, Held>> acquirer) {
    time.advance(SHORT);
    assertThat(acquirer.join()).isInstanceOf(Answer.Unknown.class);
    Eventually.holds("it is taken back", () -> !calls.named("lock_withdraw").isEmpty());
  }

  private StoreCall withdrawal() {
    return calls.named("lock_withdraw").getLast();
  }

  private void assertFree() {
    try (DynamoStateStore elsewhere = TABLE.open(time)) {
      had(elsewhere.locks().tryAcquire(key, LEASE, LocalTable.soon())).close();
    }
  }

  private long holder() {
    return switch (locks.holder(key, LocalTable.soon())) {
      case Answer.Applied<Held, ?>(Held held) -> held.token().value();
      case Answer.Refused<Held, ?> _, Answer.Unknown<Held, ?> _ -> 0;
    };
  }

  private static Lease had(Answer<Lease, Held> answer) {
    if (answer instanceof Answer.Applied<Lease, Held>(Lease lease)) {
      return lease;
    }
    throw new AssertionError("not acquired: " + answer);
  }
}
