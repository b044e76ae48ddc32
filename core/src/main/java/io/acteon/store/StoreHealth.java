package io.acteon.store;

import java.time.Duration;

/** Whether a store answers, found by asking it. Immutable. */
public sealed interface StoreHealth {
  record Up(Duration latency) implements StoreHealth {}

  /** {@code reason} says what failed and what to look at. */
  record Down(String reason) implements StoreHealth {}
}
