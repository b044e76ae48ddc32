package io.acteon.memory;

import io.acteon.state.Claims;
import io.acteon.state.Counters;
import io.acteon.state.Entries;
import io.acteon.state.Locks;
import io.acteon.state.StateStore;
import io.acteon.state.Timers;
import io.acteon.store.StoreHealth;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;

/** One process's view of a {@link Space}. Thread-safe. */
final class MemoryStateStore implements StateStore {
  private final Entries entries;
  private final Counters counters;
  private final MemoryLocks locks;
  private final Claims claims;
  private final Timers timers;

  MemoryStateStore(Space space, TimeSource time) {
    this.entries = new MemoryEntries(space, time);
    this.counters = new MemoryCounters(space, time);
    this.locks = new MemoryLocks(space, time);
    this.claims = new MemoryClaims(space, time);
    this.timers = new MemoryTimers(space, time);
  }

  @Override
  public Entries entries() {
    return entries;
  }

  @Override
  public Counters counters() {
    return counters;
  }

  @Override
  public Locks locks() {
    return locks;
  }

  @Override
  public Claims claims() {
    return claims;
  }

  @Override
  public Timers timers() {
    return timers;
  }

  @Override
  public StoreHealth probe(Deadline deadline) {
    return new StoreHealth.Up(Duration.ZERO);
  }

  @Override
  public void close() {
    locks.close();
  }
}
