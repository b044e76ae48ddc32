package io.acteon.dynamodb.state;

import io.acteon.store.StoreCall;
import io.acteon.store.StoreListener;
import io.acteon.testkit.time.Eventually;
import java.util.ArrayList;
import java.util.List;

/** Keeps the calls it hears of. Thread-safe. */
final class Calls implements StoreListener {
  private final List<StoreCall> calls = new ArrayList<>();

  @Override
  public synchronized void called(StoreCall call) {
    calls.add(call);
  }

  synchronized List<StoreCall> all() {
    return List.copyOf(calls);
  }

  /** Calls of one operation. */
  synchronized List<StoreCall> named(String operation) {
    return calls.stream().filter(call -> call.operation().equals(operation)).toList();
  }

  /** How many calls ended so. */
  synchronized long count(StoreCall.Result result) {
    return calls.stream().filter(call -> call.result() == result).count();
  }

  /** Blocks until so many calls have ended. */
  void awaitCalls(int many) {
    Eventually.holds(many + " calls", () -> all().size() >= many);
  }

  synchronized StoreCall last() {
    return calls.getLast();
  }

  synchronized void forget() {
    calls.clear();
  }
}
