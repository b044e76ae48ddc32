package io.acteon.dynamodb.state;

import io.acteon.store.StoreCall;
import io.acteon.store.StoreListener;
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

  synchronized StoreCall last() {
    return calls.getLast();
  }

  synchronized void forget() {
    calls.clear();
  }
}
