package io.acteon.bench.state;

import io.acteon.model.Scope;
import io.acteon.state.Claims;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.StateStore;
import io.acteon.state.Ttl;
import io.acteon.state.Version;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;

/**
 * What the engine does with one id, in requests that can be replayed for any other: either the id
 * is fresh each time, or the requests change nothing.
 */
enum Operation {
  CHECK_AND_SET("check_and_set"),
  GET("get"),
  SET("set"),
  COMPARE_AND_SWAP("check_and_set, then compare_and_swap"),
  DELETE("check_and_set, then delete"),
  CLAIM("claim, then complete"),
  TIMER_PUT("timer put");

  static final Scope SCOPE = new Scope("bench", "t");

  /** 100 bytes. */
  static final String VALUE = "0123456789".repeat(10);

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Claims.Terms TERMS =
      new Claims.Terms(Duration.ofSeconds(65), Duration.ofHours(1), "note");

  private final String title;

  Operation(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  boolean needsEntry() {
    return this == GET;
  }

  void run(StateStore store, String id) {
    switch (this) {
      case CHECK_AND_SET -> {
        Version _ = checkAndSet(store, id);
      }
      case GET -> get(store, id);
      case SET -> set(store, id);
      case COMPARE_AND_SWAP -> compareAndSwap(store, id);
      case DELETE -> delete(store, id);
      case CLAIM -> claim(store, id);
      case TIMER_PUT -> timerPut(store, id);
    }
  }

  static Deadline soon() {
    return Deadline.in(PATIENCE, TimeSource.system());
  }

  static <A> A applied(Answer<A, ?> answer) {
    if (answer instanceof Answer.Applied<A, ?>(A value)) {
      return value;
    }
    throw new IllegalStateException("not applied: " + answer);
  }

  static StateKey counter(String id) {
    return new StateKey(SCOPE, Kind.RULE_COUNTER, id);
  }

  private static StateKey entry(String id) {
    return new StateKey(SCOPE, Kind.RULE_STATE, id);
  }

  private static Version checkAndSet(StateStore store, String id) {
    return applied(store.entries().checkAndSet(entry(id), VALUE, Ttl.NEVER, soon()));
  }

  private static void get(StateStore store, String id) {
    if (store.entries().get(entry(id), soon()).isEmpty()) {
      throw new IllegalStateException("there is no entry " + id);
    }
  }

  private static void set(StateStore store, String id) {
    Version _ = applied(store.entries().set(entry(id), VALUE, Ttl.NEVER, soon()));
  }

  private static void compareAndSwap(StateStore store, String id) {
    Version first = checkAndSet(store, id);
    Version _ = applied(store.entries().compareAndSwap(entry(id), first, VALUE, Ttl.KEEP, soon()));
  }

  private static void delete(StateStore store, String id) {
    Version _ = checkAndSet(store, id);
    Version _ = applied(store.entries().delete(entry(id), soon()));
  }

  private static void claim(StateStore store, String id) {
    StateKey key = new StateKey(SCOPE, Kind.DEDUP, id);
    Claims.Claim claim = applied(store.claims().claim(key, TERMS, soon()));
    Claims.Standing.Completed _ = applied(store.claims().complete(claim, VALUE, soon()));
  }

  private static void timerPut(StateStore store, String id) {
    var due = TimeSource.system().now().plus(Duration.ofHours(1));
    Version _ = applied(store.timers().put("bench", entry(id), due, VALUE, soon()));
  }
}
