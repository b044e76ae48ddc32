package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether an item counts: the same question as {@link Fragments#LIVE}, asked here. */
final class Liveness {
  private Liveness() {}

  /** Whether there is an item that is neither deleted nor expired at {@code nowMillis}. */
  static boolean isLive(Item item, long nowMillis) {
    return item.exists() && !item.has("d") && item.number("x", Long.MAX_VALUE) > nowMillis;
  }

  static Optional<Instant> expiresAt(Item item) {
    OptionalLong millis = item.number("x");
    return millis.isPresent()
        ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()))
        : Optional.empty();
  }
}
