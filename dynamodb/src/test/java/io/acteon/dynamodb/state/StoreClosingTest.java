package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.acteon.model.Scope;
import io.acteon.state.Claims;
import io.acteon.state.Kind;
import io.acteon.state.Locks.LockKey;
import io.acteon.state.StateKey;
import io.acteon.state.Ttl;
import io.acteon.store.StoreException;
import io.acteon.store.StoreHealth;
import io.acteon.testkit.state.Background;
import io.acteon.testkit.time.Eventually;
import io.acteon.testkit.time.FakeTime;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Closing a store, and what has been closed. Time stands still but where it is moved. */
final class StoreClosingTest {
  private static final LocalTable TABLE = LocalTable.create();
  private static final List<String> CLASSES = List.of("one", "two", "three");
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final FakeTime time = FakeTime.startingNow();
  private final Scope scope = new Scope("closing", UUID.randomUUID().toString());
  private final Gate gate = new Gate();
  private final Calls calls = new Calls();

  @Test
  void aClosedStoreFailsAtOnce() {
    DynamoStateStore store = TABLE.open(time, calls, gate::around);
    store.close();
    StateKey key = key(Kind.DEDUP);
    Kind listable = new Kind("order", Kind.Shape.LISTABLE);
    LockKey lock = new LockKey(scope, "lock");
    Claims.Terms terms = new Claims.Terms(LEASE, LEASE, "");

    List<ThrowingCallable> operations =
        List.of(
            () -> store.entries().get(key, soon()),
            () -> store.entries().set(key, "v", Ttl.NEVER, soon()),
            () -> store.entries().set(key(listable), "v", Ttl.NEVER, soon()),
            () -> store.entries().list(scope, listable, "", Optional.empty(), 10, soon()),
            () -> store.entries().scopes(listable, soon()),
            () -> store.counters().read(key(new Kind("hits", Kind.Shape.COUNTER)), soon()),
            () -> store.locks().tryAcquire(lock, LEASE, soon()),
            () -> store.locks().acquire(lock, LEASE, soon()),
            () -> store.locks().holder(lock, soon()),
            () -> store.claims().claim(key, terms, soon()),
            () -> store.claims().read(key, soon()),
            () -> store.claims().await(key, soon()),
            () -> store.timers().put("one", key, Instant.EPOCH, "", soon()),
            () -> store.timers().claimDue("one", 1, LEASE, soon()),
            () -> store.timers().nextDue("one", soon()));

    assertThat(operations)
        .allSatisfy(operation ->
            assertThatExceptionOfType(StoreException.Unavailable.class)
                .isThrownBy(operation)
                .withMessageMatching("the store (is|was) closed.*"));
    assertThat(store.probe(soon())).isEqualTo(new StoreHealth.Down("the store is closed"));
    assertThat(calls.all()).allMatch(call -> call.requests() == 0);
  }

  @Test
  void theTimersOfAllClassesAreLeftSideBySide() {
    DynamoStateStore store = polling();
    gate.shut();

    Background<Boolean> closing = closing(store);
    Eventually.holds("all are being left", () -> gate.waiting() == CLASSES.size());
    time.awaitSleeping(closing.thread());
    gate.open();

    assertThat(closing.join()).isTrue();
    assertThat(calls.named("timer_shards_leaving")).hasSize(CLASSES.size());
  }

  @Test
  void aTableThatDoesNotAnswerKeepsNobodyForAsLongAsThereAreClasses() {
    DynamoStateStore store = polling();
    gate.shut();

    Background<Boolean> closing = closing(store);
    Eventually.holds("all are being left", () -> gate.waiting() == CLASSES.size());
    time.awaitSleeping(closing.thread());
    time.advance(Duration.ofMillis(5_500));

    assertThat(closing.join()).isTrue();
    gate.open();
  }

  @Test
  void closingAgainAsksNothing() {
    DynamoStateStore store = polling();
    store.close();
    calls.forget();

    store.close();

    assertThat(calls.all()).isEmpty();
  }

  @Test
  void whoClosesMeanwhileWaitsForTheEnd() {
    DynamoStateStore store = polling();
    gate.shut();
    Background<Boolean> first = closing(store);
    Eventually.holds("all are being left", () -> gate.waiting() == CLASSES.size());
    Background<Boolean> second = closing(store);
    Eventually.holds("the second waits", () -> second.thread().getState() == Thread.State.WAITING);
    gate.open();

    assertThat(first.join()).isTrue();
    assertThat(second.join()).isTrue();
    assertThat(calls.named("timer_shards_leaving")).hasSize(CLASSES.size());
  }

  @Test
  void anInterruptedThreadLeavesTheTimersAllTheSame() {
    DynamoStateStore store = polling();

    Background<Boolean> closing =
        Background.start(() -> {
          Thread.currentThread().interrupt();
          store.close();
          return Thread.interrupted();
        });

    assertThat(closing.join()).as("the interrupt is still set").isTrue();
    assertThat(calls.named("timer_shards_leaving")).hasSize(CLASSES.size());
  }

  /** A store that has a share in all classes. */
  private DynamoStateStore polling() {
    DynamoStateStore store = TABLE.open(time, calls, gate::around);
    CLASSES.forEach(each -> assertThat(store.timers().claimDue(each, 1, LEASE, soon())).isEmpty());
    return store;
  }

  private static Background<Boolean> closing(DynamoStateStore store) {
    return Background.start(() -> {
      store.close();
      return true;
    });
  }

  private StateKey key(Kind kind) {
    return new StateKey(scope, kind, "id");
  }

  /** Long enough for what is served; what is not would be tried for so long. */
  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(2), TimeSource.system());
  }
}
