package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.model.Scope;
import io.acteon.state.FencingToken;
import io.acteon.state.Lease;
import io.acteon.state.Locks;
import io.acteon.state.Locks.Held;
import io.acteon.state.Locks.LockKey;
import io.acteon.store.Answer;
import io.acteon.store.StoreListener;
import io.acteon.testkit.fault.DisturbedHttpClient;
import io.acteon.testkit.fault.FaultPlan;
import io.acteon.testkit.fault.RequestLog;
import io.acteon.testkit.time.Eventually;
import io.acteon.testkit.time.FakeTime;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How waiters watch a lock that another process holds, and what that costs. */
final class LockTakeoverTest {
  private static final LocalTable TABLE = LocalTable.create();
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration STEP = Duration.ofMillis(50);

  private final FakeTime time = FakeTime.startingNow();
  private final RequestLog wire = new RequestLog();
  private final LockKey key = new LockKey(new Scope("takeover", "t"), "lock-" + UUID.randomUUID());

  @Test
  void aWaiterWhoseWallClockIsHoursBehindTakesOverAfterOneLeaseOfSilence() {
    try (DynamoStateStore silent = TABLE.open(time.independent());
        DynamoStateStore behind = TABLE.open(time.skewed(Duration.ofHours(-5)))) {
      Lease old = held(silent.locks());
      long start = time.nanos();
      CompletableFuture<FencingToken> waiter = waiting(behind.locks());

      time.advanceUntil(STEP, "the silent lease is taken over", waiter::isDone);

      assertThat(waiter.join()).isGreaterThan(old.token());
      assertThat(Duration.ofNanos(time.nanos() - start)).isGreaterThanOrEqualTo(LEASE);
    }
  }

  @Test
  void aLeaseThatIsKeptIsNotTakenOverByAWaiterWhoseClockIsAheadByTheSkew() {
    try (DynamoStateStore alive = TABLE.open(time);
        DynamoStateStore ahead = TABLE.open(time.skewed(LocalTable.MAX_SKEW))) {
      Lease lease = held(alive.locks());
      CompletableFuture<FencingToken> waiter = waiting(ahead.locks());
      for (int beat = 0; beat < 4; beat++) {
        time.advance(LEASE.dividedBy(3));
        time.advanceUntil(
            Duration.ofMillis(10),
            "a heartbeat",
            () -> lease.remaining().compareTo(LEASE.multipliedBy(2).dividedBy(3)) > 0);
      }

      assertThat(lease.isHeld()).isTrue();
      assertThat(waiter).isNotDone();
      lease.close();
      time.advanceUntil(STEP, "the waiter has its turn", waiter::isDone);
    }
  }

  @Test
  void manyWaitersOfOneProcessReadAsOneAndNeverWriteInVain() {
    try (DynamoStateStore elsewhere = TABLE.open(time.independent());
        DynamoStateStore here =
            TABLE.open(
                time,
                StoreListener.NONE,
                http -> new DisturbedHttpClient(http, FaultPlan.NONE, wire, 1))) {
      Lease lease = held(elsewhere.locks());
      List<CompletableFuture<FencingToken>> waiters = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        waiters.add(waiting(here.locks()));
      }
      assertThat(wire.counts().get("UpdateItem")).as("only the first tries").isEqualTo(1);
      wire.reset();

      for (int i = 0; i < 200; i++) {
        time.advance(STEP);
        Eventually.holds("everybody sleeps again", () -> time.sleepers() >= 30);
      }

      assertThat(wire.of("UpdateItem")).isZero();
      assertThat(wire.of("GetItem")).as("reads in ten seconds").isBetween(5L, 40L);
      lease.close();
      time.advanceUntil(STEP, "the lock is seen free", waiters.getFirst()::isDone);
      Eventually.holds( // without the clock, so that nobody's heartbeat writes meanwhile
          "all had their turn", () -> waiters.stream().allMatch(CompletableFuture::isDone));
      assertThat(wire.of("UpdateItem"))
          .as("one to take it, one to hand it on to each of the others, one to release it")
          .isEqualTo(31);
      assertThat(waiters.stream().map(CompletableFuture::join)).isSorted();
    }
  }

  private Lease held(Locks locks) {
    if (locks.tryAcquire(key, LEASE, LocalTable.soon())
        instanceof Answer.Applied<Lease, Held>(Lease lease)) {
      return lease;
    }
    throw new AssertionError("the lock is not free");
  }

  /** Waits for the lock in a thread of its own, has it, and lets it go. */
  private CompletableFuture<FencingToken> waiting(Locks locks) {
    CompletableFuture<FencingToken> had = new CompletableFuture<>();
    Thread waiter =
        Thread.startVirtualThread(() -> {
          try {
            if (locks.acquire(key, LEASE, Deadline.in(DAY, time))
                instanceof Answer.Applied<Lease, Held>(Lease lease)) {
              lease.close();
              had.complete(lease.token());
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    time.awaitSleeping(waiter);
    return had;
  }
}
