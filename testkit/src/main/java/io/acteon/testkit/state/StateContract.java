package io.acteon.testkit.state;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.acteon.model.Scope;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.StateStore;
import io.acteon.store.Answer;
import io.acteon.testkit.time.FakeTime;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/**
 * What the contracts of all sides share: stores over the same data, a scope of this test's own, and
 * time that stands still until the test moves it.
 */
public abstract class StateContract {
  protected static final Kind POINT = new Kind("contract_point", Kind.Shape.POINT);
  protected static final Kind LISTABLE = new Kind("contract_listable", Kind.Shape.LISTABLE);
  protected static final Kind COUNTER = new Kind("contract_counter", Kind.Shape.COUNTER);

  protected final FakeTime time = FakeTime.startingNow();
  protected final Scope scope = new Scope("contract", "t-" + UUID.randomUUID());
  private final Deque<StateStore> opened = new ArrayDeque<>();

  /**
   * Opens another store, as a process of its own would, over the same data as the others of this
   * test. The contract closes it.
   */
  protected abstract StateStore open(TimeSource clock);

  protected abstract Capabilities capabilities();

  /** A store on the test's own time; the test is skipped where time cannot be faked. */
  protected final StateStore store() {
    return store(time);
  }

  protected final synchronized StateStore store(TimeSource clock) {
    assumeTrue(
        capabilities().fakeTime() || !(clock instanceof FakeTime), "time can be faked for it");
    StateStore store = open(clock);
    opened.push(store);
    return store;
  }

  @AfterEach
  final void closeStores() {
    opened.forEach(StateStore::close);
  }

  /** Generous, and on a clock that moves by itself: no answer may depend on it. */
  protected final Deadline soon() {
    return Deadline.in(Duration.ofSeconds(30), TimeSource.system());
  }

  protected final Deadline within(Duration budget) {
    return Deadline.in(budget, time);
  }

  protected final StateKey point(String id) {
    return new StateKey(scope, POINT, id);
  }

  protected final StateKey listable(String id) {
    return new StateKey(scope, LISTABLE, id);
  }

  protected final StateKey counter(String id) {
    return new StateKey(scope, COUNTER, id);
  }

  protected static <A, R> A applied(Answer<A, R> answer) {
    return switch (answer) {
      case Answer.Applied<A, R>(A value) -> value;
      case Answer.Refused<A, R>(R met) -> fail("refused, it met " + met);
      case Answer.Unknown<A, R>(String reason) -> fail("unknown outcome: " + reason);
    };
  }

  protected static <A, R> R refused(Answer<A, R> answer) {
    return switch (answer) {
      case Answer.Applied<A, R>(A value) -> fail("applied with " + value);
      case Answer.Refused<A, R>(R met) -> met;
      case Answer.Unknown<A, R>(String reason) -> fail("unknown outcome: " + reason);
    };
  }
}
