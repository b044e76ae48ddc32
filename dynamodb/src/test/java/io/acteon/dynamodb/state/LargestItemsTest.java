package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.acteon.model.Scope;
import io.acteon.state.Claims;
import io.acteon.state.Claims.Claim;
import io.acteon.state.Counters.Rate;
import io.acteon.state.Entries;
import io.acteon.state.Entry;
import io.acteon.state.FencingToken;
import io.acteon.state.Kind;
import io.acteon.state.Locks.LockKey;
import io.acteon.state.StateKey;
import io.acteon.state.Timers.Claimed;
import io.acteon.state.Timers.Timer;
import io.acteon.state.Ttl;
import io.acteon.state.Version;
import io.acteon.store.Answer;
import io.acteon.testkit.time.FakeTime;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The longest names together with the largest values are within the 400 KB of an item, whatever its
 * kind and however long its bookkeeping has become.
 */
final class LargestItemsTest {
  private static final LocalTable TABLE = LocalTable.create();
  private static final Duration LEASE = Duration.ofSeconds(30);

  /** Each byte of it takes three in a key. */
  private static final Scope SCOPE = new Scope("%".repeat(256), "|".repeat(256));

  private static final String ID = "i".repeat(StateKey.MAX_ID_BYTES);
  private static final String VALUE = "v".repeat(Entries.MAX_VALUE_BYTES);

  private final FakeTime time = FakeTime.startingNow();
  private final DynamoStateStore store = TABLE.open(time);

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void entriesFit() {
    for (Kind kind : List.of(kind("point", Kind.Shape.POINT), kind("list", Kind.Shape.LISTABLE))) {
      StateKey key = key(kind);
      FencingToken token = new FencingToken(Long.MAX_VALUE);
      Ttl ttl = Ttl.of(Duration.ofDays(36_500));
      for (int write = 0; write < 5; write++) {
        applied(store.entries().fencedSet(key, VALUE, ttl, token, LocalTable.soon()));
      }
      Version last = applied(store.entries().set(key, VALUE, ttl, LocalTable.soon()));
      applied(store.entries().compareAndSwap(key, last, VALUE, Ttl.KEEP, LocalTable.soon()));

      assertThat(store.entries().get(key, LocalTable.soon())).map(Entry::value).contains(VALUE);
      applied(store.entries().delete(key, LocalTable.soon()));
    }
  }

  @Test
  void claimsFit() {
    StateKey key = key(kind("claim", Kind.Shape.POINT));
    var terms = new Claims.Terms(LEASE, Duration.ofDays(36_500), "n".repeat(2_048));
    for (int round = 0; round < 4; round++) {
      Claim given = applied(store.claims().claim(key, terms, LocalTable.soon()));
      applied(store.claims().release(given, LocalTable.soon()));
    }
    Claim claim = applied(store.claims().claim(key, terms, LocalTable.soon()));

    var done = applied(store.claims().complete(claim, VALUE, LocalTable.soon()));

    assertThat(store.claims().read(key, LocalTable.soon())).contains(done);
  }

  @Test
  void timersFit() {
    StateKey key = key(kind("timer", Kind.Shape.LISTABLE));
    String timerClass = "c".repeat(64);
    for (int write = 0; write < 5; write++) {
      applied(store.timers().put(timerClass, key, time.now(), VALUE, LocalTable.soon()));
    }

    List<Claimed> claimed = store.timers().claimDue(timerClass, 1, LEASE, LocalTable.soon());

    assertThat(claimed).hasSize(1);
    Claimed one = claimed.getFirst();
    applied(store.timers().reschedule(one, time.now(), VALUE, LocalTable.soon()));
    assertThat(store.timers().get(key, LocalTable.soon())).map(Timer::key).contains(key);
  }

  @Test
  void locksAndCountersFit() {
    LockKey lock = new LockKey(SCOPE, ID);
    StateKey counter = key(kind("hits", Kind.Shape.COUNTER));

    applied(store.locks().tryAcquire(lock, LEASE, LocalTable.soon())).close();
    applied(store.counters().increment(counter, 1, Ttl.NEVER, LocalTable.soon()));
    applied(store.counters().admit(counter, new Rate(1, LEASE, 1), LocalTable.soon()));
  }

  @Test
  void whatIsLongerIsRefusedBeforeAnythingIsWritten() {
    StateKey point = new StateKey(SCOPE, kind("point", Kind.Shape.POINT), ID + "i");
    StateKey listable = new StateKey(SCOPE, kind("list", Kind.Shape.LISTABLE), ID + "i");
    StateKey counter = new StateKey(SCOPE, kind("hits", Kind.Shape.COUNTER), ID + "i");
    LockKey lock = new LockKey(SCOPE, ID + "i");
    var terms = new Claims.Terms(LEASE, LEASE, "");

    List<ThrowingCallable> operations =
        List.of(
            () -> store.entries().set(point, "v", Ttl.NEVER, LocalTable.soon()),
            () -> store.entries().set(listable, "v", Ttl.NEVER, LocalTable.soon()),
            () -> store.claims().claim(point, terms, LocalTable.soon()),
            () -> store.timers().put("work", point, time.now(), "", LocalTable.soon()),
            () -> store.counters().increment(counter, 1, Ttl.NEVER, LocalTable.soon()),
            () -> store.locks().tryAcquire(lock, LEASE, LocalTable.soon()));

    assertThat(operations)
        .allSatisfy(operation ->
            assertThatIllegalArgumentException()
                .isThrownBy(operation)
                .withMessageContaining(Integer.toString(StateKey.MAX_ID_BYTES)));
  }

  private static StateKey key(Kind kind) {
    return new StateKey(SCOPE, kind, ID);
  }

  private static Kind kind(String name, Kind.Shape shape) {
    return new Kind(name, shape);
  }

  private static <A> A applied(Answer<A, ?> answer) {
    if (answer instanceof Answer.Applied<A, ?>(A value)) {
      return value;
    }
    throw new AssertionError("not applied: " + answer);
  }
}
