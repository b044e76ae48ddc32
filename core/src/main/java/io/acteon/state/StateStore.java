package io.acteon.state;

import io.acteon.store.StoreHealth;
import io.acteon.time.Deadline;

/** The state of the gateway: one store, seen from five sides. Thread-safe. */
public interface StateStore extends AutoCloseable {
  Entries entries();

  Counters counters();

  Locks locks();

  Claims claims();

  Timers timers();

  /** Asks the store whether it answers; never throws. */
  StoreHealth probe(Deadline deadline);

  /**
   * Releases what is held and stops background work, on an interrupted thread too. What is asked
   * afterwards may fail with {@link io.acteon.store.StoreException.Unavailable}. Closing again does
   * nothing.
   */
  @Override
  void close();
}
