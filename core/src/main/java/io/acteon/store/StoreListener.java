package io.acteon.store;

import java.time.Duration;

/**
 * Hears of every call to a store, for metrics and tests. Implementations are thread-safe, quick and
 * never throw: they run on the caller's thread.
 */
public interface StoreListener {
  StoreListener NONE = new StoreListener() {};

  /** A call has ended. */
  default void called(StoreCall call) {}

  /** The store's clock was seen to be {@code offset} ahead of ours (negative: behind). */
  default void clockOffset(String table, Duration offset) {}

  /** Records that could not be written to the store in time were put on disk. */
  default void spooled(String table, int records) {}

  /** A stored item was not shown because it is not what the store writes. */
  default void unreadable(String table, String id, String reason) {}
}
