package io.acteon.engine;

import io.acteon.time.Deadline;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The places for attempts under way, so many per provider: one slow destination cannot take the
 * others' threads. First come, first served. Thread-safe.
 */
final class Bulkhead {
  private final int places;
  private final Map<String, Semaphore> byProvider = new ConcurrentHashMap<>();

  Bulkhead(int places) {
    this.places = places;
  }

  int places() {
    return places;
  }

  /** Takes a place of {@code provider}; false when none came free in time. */
  boolean enter(String provider, Deadline deadline) throws InterruptedException {
    return of(provider).tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Gives the place back. */
  void leave(String provider) {
    of(provider).release();
  }

  private Semaphore of(String provider) {
    return byProvider.computeIfAbsent(provider, _ -> new Semaphore(places, true));
  }
}
