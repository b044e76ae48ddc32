package io.acteon.server.http;

import io.acteon.state.Claims;
import io.acteon.state.Counters;
import io.acteon.state.Entries;
import io.acteon.state.Locks;
import io.acteon.state.StateStore;
import io.acteon.state.Timers;
import io.acteon.store.StoreHealth;
import io.acteon.time.Deadline;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes a state store that never tells its health, and counts how often it was asked. */
final class SilentState {
  static final String REASON = "arn:aws:iam::123456789012:role/secret may not";

  private final AtomicInteger probes = new AtomicInteger();

  int count() {
    return probes.get();
  }

  StateStore wrap(StateStore store) {
    return new Silent(store, probes);
  }

  private record Silent(StateStore store, AtomicInteger probes) implements StateStore {
    @Override
    public Entries entries() {
      return store.entries();
    }

    @Override
    public Counters counters() {
      return store.counters();
    }

    @Override
    public Locks locks() {
      return store.locks();
    }

    @Override
    public Claims claims() {
      return store.claims();
    }

    @Override
    public Timers timers() {
      return store.timers();
    }

    @Override
    public StoreHealth probe(Deadline deadline) {
      probes.incrementAndGet();
      return new StoreHealth.Down(REASON);
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
