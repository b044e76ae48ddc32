package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.model.Scope;
import io.acteon.state.Counters;
import io.acteon.state.Counters.Count;
import io.acteon.state.Counters.Rate;
import io.acteon.state.FencingToken;
import io.acteon.state.Kind;
import io.acteon.state.Lease;
import io.acteon.state.Locks;
import io.acteon.state.Locks.LockKey;
import io.acteon.state.StateKey;
import io.acteon.state.Timers;
import io.acteon.state.Timers.Claimed;
import io.acteon.state.Ttl;
import io.acteon.store.Answer;
import io.acteon.store.StoreCall;
import io.acteon.testkit.fault.DisturbedHttpClient;
import io.acteon.testkit.fault.Fault;
import io.acteon.testkit.fault.FaultPlan;
import io.acteon.testkit.fault.RequestLog;
import io.acteon.testkit.state.Background;
import io.acteon.testkit.time.FakeTime;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What counters, rates, locks and timers cost: requests at the wire, and units as DynamoDB reports
 * them.
 */
final class SharedCostTest {
  private static final LocalTable TABLE = LocalTable.create();
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofMinutes(9);

  private final FakeTime time = FakeTime.startingNow();
  private final RequestLog wire = new RequestLog();
  private final Calls calls = new Calls();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final FaultPlan script = _ -> faults.isEmpty() ? Fault.NONE : faults.remove();
  private final DynamoStateStore store =
      TABLE.open(time, calls, http -> new DisturbedHttpClient(http, script, wire, 1));
  private final String id = "id-" + UUID.randomUUID();
  private final Scope scope = new Scope("cost", "t");
  private final StateKey key = new StateKey(scope, new Kind("hits", Kind.Shape.COUNTER), id);
  private final LockKey lock = new LockKey(scope, id);

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void anIncrementIsOneWriteAndTwoWhenItTakesOverAnEndedWindow() {
    increment();
    assertWrites(1, 1.0);
    increment();
    assertWrites(1, 1.0);
    time.advance(MINUTE);
    increment();
    assertWrites(2, 2.0);
  }

  @Test
  void aReadOfACounterIsOneStrongRead() {
    increment();
    forget();

    assertThat(store.counters().read(key, LocalTable.soon()).orElseThrow().value()).isEqualTo(1);

    assertThat(wire.counts()).isEqualTo(Map.of("GetItem", 1L));
    assertThat(calls.last().readUnits()).isEqualTo(1.0);
  }

  @Test
  void manyIncrementsAtOnceShareAFewWrites() throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Count>> all =
          IntStream.range(0, 200)
              .mapToObj(_ ->
                  threads.submit(() -> {
                    start.await();
                    return applied(
                        store.counters().increment(key, 1, Ttl.NEVER, LocalTable.soon()));
                  }))
              .toList();
      start.countDown();
      for (Future<Count> one : all) {
        assertThat(one.get().value()).isBetween(1L, 200L);
      }
    }

    assertThat(store.counters().read(key, LocalTable.soon()).orElseThrow().value()).isEqualTo(200);
    assertThat(wire.of("UpdateItem")).isLessThan(40);
  }

  @Test
  void anIncrementWhoseAnswerWasLostCostsOneMore() {
    increment();
    forget();
    faults.add(Fault.LOST_ANSWER);

    assertThat(increment()).isEqualTo(2);

    assertThat(calls.last().resolved()).isEqualTo(1);
    assertWrites(2, 1.0); // DynamoDB reports the units of answers only.
  }

  @Test
  void aRateLimitIsOneWriteFromIdleWhenBusyAndWhenFull() {
    Counters counters = store.counters();
    Rate rate = new Rate(1, MINUTE, 2);
    for (int i = 0; i < 3; i++) {
      var _ = counters.admit(key, rate, LocalTable.soon());
      assertWrites(1, 1.0);
    }
  }

  @Test
  void aRateLimitThatAnotherProcessUsedMeanwhileIsTwoWrites() {
    Rate rate = new Rate(1, MINUTE, 3);
    try (DynamoStateStore other = TABLE.open(time)) {
      var _ = other.counters().admit(key, rate, LocalTable.soon());
    }

    var _ = applied(store.counters().admit(key, rate, LocalTable.soon()));

    assertWrites(2, 2.0);
  }

  @Test
  void aLockIsOneWriteToAcquireToExtendAndToRelease() {
    Lease lease = applied(store.locks().tryAcquire(lock, LEASE, LocalTable.soon()));
    assertWrites(1, 1.0);
    var _ = store.locks().tryAcquire(lock, LEASE, LocalTable.soon());
    assertWrites(1, 1.0);
    assertThat(lease.extend(LocalTable.soon())).isTrue();
    assertWrites(1, 1.0);
    lease.close();
    assertWrites(1, 1.0);
  }

  /** Who waits for a lock of its own process sends nothing; each hand-over is one write. */
  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void aLockThatPassesThroughOneProcessIsOneWriteToAcquireToHandOnAndToRelease(int holders)
      throws Exception {
    Locks locks = store.locks();
    List<Background<FencingToken>> waiters = new ArrayList<>();
    try (Lease _ = applied(locks.acquire(lock, LEASE, within(PATIENCE)))) {
      assertWrites(1, 1.0);
      for (int i = 1; i < holders; i++) {
        Background<FencingToken> waiter =
            Background.start(() -> {
              try (Lease lease = applied(locks.acquire(lock, LEASE, within(PATIENCE)))) {
                return lease.token();
              }
            });
        time.awaitSleeping(waiter.thread());
        waiters.add(waiter);
      }
      assertThat(wire.counts()).isEmpty();
    }

    assertThat(waiters.stream().map(Background::join)).isSorted();
    calls.awaitCalls(holders);
    assertThat(calls.named("lock_hand_off")).hasSize(holders - 1);
    assertThat(calls.named("lock_release")).hasSize(1);
    assertThat(calls.all()).extracting(StoreCall::writeUnits).containsOnly(1.0);
    assertThat(wire.counts()).isEqualTo(Map.of("UpdateItem", (long) holders));
  }

  @Test
  void aTimerCostsItsItemAndItsPlaceInTheIndex() {
    Timers timers = store.timers();
    StateKey name = new StateKey(scope, new Kind("alarm", Kind.Shape.POINT), id);
    String work = "w_" + id.replace('-', '_');

    var _ = timers.put(work, name, time.now().plus(MINUTE), "p", LocalTable.soon());
    assertWrites(1, 2.0);
    var _ = timers.put(work, name, time.now(), "p", LocalTable.soon());
    assertWrites(1, 3.0);
    List<Claimed> claimed = timers.claimDue(work, 1, LEASE, LocalTable.soon());
    assertThat(calls.named("timer_claim")).extracting(StoreCall::writeUnits).containsExactly(3.0);
    forget();
    var _ = timers.complete(claimed.getFirst(), LocalTable.soon());
    assertWrites(1, 2.0);
    var _ = timers.put(work, name, time.now().plus(MINUTE), "p", LocalTable.soon());
    forget();
    var _ = timers.remove(name, LocalTable.soon());
    assertWrites(1, 2.0);
  }

  @Test
  void aPollWithNothingDueIsOneReadOfEachShardAndAnswersForTheNextHourToo() {
    Timers timers = store.timers();
    String work = "w_" + id.replace('-', '_');
    assertThat(timers.claimDue(work, 10, LEASE, LocalTable.soon())).isEmpty();
    forget();

    assertThat(timers.claimDue(work, 10, LEASE, LocalTable.soon())).isEmpty();
    assertThat(timers.nextDue(work, LocalTable.soon())).isEmpty();

    assertThat(wire.counts()).isEqualTo(Map.of("Query", (long) DueIndex.SHARDS));
    assertThat(calls.all())
        .allSatisfy(call -> assertThat(call.readUnits()).isLessThanOrEqualTo(0.5));
  }

  private long increment() {
    return applied(store.counters().increment(key, 1, Ttl.of(MINUTE), LocalTable.soon())).value();
  }

  private Deadline within(Duration budget) {
    return Deadline.in(budget, time);
  }

  private static <A> A applied(Answer<A, ?> answer) {
    if (answer instanceof Answer.Applied<A, ?>(A value)) {
      return value;
    }
    throw new AssertionError("not applied: " + answer);
  }

  private void forget() {
    wire.reset();
    calls.forget();
  }

  /** Requests at the wire and units of the one call since the last look. */
  private void assertWrites(long requests, double units) {
    assertThat(wire.counts()).isEqualTo(Map.of("UpdateItem", requests));
    assertThat(calls.all())
        .singleElement()
        .satisfies(call -> assertThat(call.writeUnits()).isEqualTo(units));
    forget();
  }
}
