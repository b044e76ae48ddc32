package io.acteon.server.http;

import io.acteon.store.StoreHealth;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last known health of one store, asked anew when it is older than five seconds. Thread-safe:
 * one caller asks, the others take what was known before; the log tells each change with its
 * reason, which is nothing for the public.
 */
final class StoreProbe {
  private static final Logger LOG = LoggerFactory.getLogger(StoreProbe.class);
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final String name;
  private final Function<Deadline, StoreHealth> store;
  private final TimeSource time;

  private final AtomicBoolean asking = new AtomicBoolean();

  private volatile Reading last;

  StoreProbe(String name, Function<Deadline, StoreHealth> store, TimeSource time) {
    this.name = name;
    this.store = store;
    this.time = time;
    this.last = new Reading(true, Deadline.in(Duration.ZERO, time));
  }

  String name() {
    return name;
  }

  /** For a gauge. */
  double up() {
    return isUp() ? 1 : 0;
  }

  boolean isUp() {
    if (last.staleAt().hasPassed() && asking.compareAndSet(false, true)) {
      try {
        ask();
      } finally {
        asking.set(false);
      }
    }
    return last.up();
  }

  private void ask() {
    StoreHealth health = store.apply(Deadline.in(PATIENCE, time));
    boolean wasUp = last.up();
    last = new Reading(health instanceof StoreHealth.Up, Deadline.in(FRESH, time));
    switch (health) {
      case StoreHealth.Up _ -> {
        if (!wasUp) {
          LOG.info("the {} store answers again", name);
        }
      }
      case StoreHealth.Down(String reason) -> {
        if (wasUp) {
          LOG.warn("the {} store is down: {}", name, reason);
        }
      }
    }
  }

  private record Reading(boolean up, Deadline staleAt) {}
}
