package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.model.Scope;
import io.acteon.state.Lease;
import io.acteon.state.Locks.Held;
import io.acteon.state.Locks.LockKey;
import io.acteon.store.Answer;
import io.acteon.testkit.state.Background;
import io.acteon.testkit.time.Eventually;
import io.acteon.testkit.time.FakeTime;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A store that is closed waits for what is under way, so that it leaves no lock behind that nobody
 * has. Time stands still but where it is moved, so no lease ends by itself.
 */
final class LockClosingTest {
  private static final LocalTable TABLE = LocalTable.create();
  private static final Duration LEASE = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofSeconds(2);

  private final FakeTime time = FakeTime.startingNow();
  private final Scope scope = new Scope("closing", UUID.randomUUID().toString());
  private final Gate gate = new Gate();
  private final Calls calls = new Calls();

  @Test
  void aWithdrawalUnderWayIsWaitedFor() {
    DynamoStateStore store = TABLE.open(time, calls, gate::around);
    gate.loseAnswerOfNext();
    Background<Answer<Lease, Held>> acquirer =
        Background.start(
            () -> store.locks().tryAcquire(lock("one"), LEASE, Deadline.in(SHORT, time)));
    time.awaitSleeping(acquirer.thread());
    gate.shut();
    time.advance(SHORT);
    assertThat(acquirer.join()).isInstanceOf(Answer.Unknown.class);
    Eventually.holds("the withdrawal is under way", gate::isWaitedAt);

    Background<Boolean> closing = closing(store);
    time.awaitSleeping(closing.thread());
    gate.open();

    assertThat(closing.join()).isTrue();
    assertThat(calls.named("lock_withdraw")).hasSize(1);
    assertFree("one");
  }

  @Test
  void anAcquisitionUnderWayIsWaitedForAndReleased() {
    DynamoStateStore store = TABLE.open(time, calls, gate::around);
    gate.shut();
    Background<Answer<Lease, Held>> acquirer =
        Background.start(() -> store.locks().tryAcquire(lock("one"), LEASE, LocalTable.soon()));
    Eventually.holds("the acquisition is under way", gate::isWaitedAt);

    Background<Boolean> closing = closing(store);
    time.awaitSleeping(closing.thread());
    gate.open();

    assertThat(closing.join()).isTrue();
    assertThat(acquirer.join())
        .isInstanceOfSatisfying(
            Answer.Applied.class,
            applied -> assertThat(((Lease) applied.value()).isHeld()).isFalse());
    assertFree("one");
  }

  /** As a worker does that is told to stop: its lease is closed first, then its store. */
  @Test
  void anInterruptedWorkerReleasesItsLease() {
    Background<Boolean> worker =
        Background.start(() -> {
          try (DynamoStateStore store = TABLE.open(time, calls, gate::around);
              Lease _ = had(store.locks().tryAcquire(lock("one"), LEASE, LocalTable.soon()))) {
            gate.shut();
            Thread.currentThread().interrupt();
          }
          return Thread.interrupted();
        });
    Eventually.holds("the release is under way", gate::isWaitedAt);
    time.awaitSleeping(worker.thread());
    gate.open();

    assertThat(worker.join()).as("the interrupt is still set").isTrue();
    assertFree("one");
  }

  @Test
  void aStoreThatIsClosedByAnInterruptedThreadReleasesItsLeases() {
    DynamoStateStore store = TABLE.open(time, calls, gate::around);
    Lease lease = had(store.locks().tryAcquire(lock("one"), LEASE, LocalTable.soon()));

    Background<Boolean> closing =
        Background.start(() -> {
          Thread.currentThread().interrupt();
          store.close();
          return Thread.interrupted();
        });

    assertThat(closing.join()).as("the interrupt is still set").isTrue();
    assertThat(lease.isHeld()).isFalse();
    assertFree("one");
  }

  @Test
  void aStoreThatDoesNotAnswerKeepsNobodyForAsLongAsItHasLeases() {
    DynamoStateStore store = TABLE.open(time, calls, gate::around);
    List<String> names = List.of("one", "two", "three");
    List<Lease> leases = new ArrayList<>();
    for (String name : names) {
      leases.add(had(store.locks().tryAcquire(lock(name), LEASE, LocalTable.soon())));
    }
    gate.shut();

    Background<Boolean> closing = closing(store);
    Eventually.holds("all are being released", () -> gate.waiting() == names.size());
    time.awaitSleeping(closing.thread());
    time.advance(Duration.ofSeconds(6));

    assertThat(closing.join()).isTrue();
    assertThat(leases).noneMatch(Lease::isHeld);
    gate.open();
  }

  private LockKey lock(String name) {
    return new LockKey(scope, name);
  }

  private static Background<Boolean> closing(DynamoStateStore store) {
    return Background.start(() -> {
      store.close();
      return true;
    });
  }

  private void assertFree(String name) {
    try (DynamoStateStore elsewhere = TABLE.open(time)) {
      had(elsewhere.locks().tryAcquire(lock(name), LEASE, LocalTable.soon())).close();
    }
  }

  private static Lease had(Answer<Lease, Held> answer) {
    if (answer instanceof Answer.Applied<Lease, Held>(Lease lease)) {
      return lease;
    }
    throw new AssertionError("not acquired: " + answer);
  }
}
