package io.acteon.rules;

import java.time.Instant;
import java.util.Optional;

/** The state of a gateway that has none. */
record NoState() implements StateReads {
  @Override
  public Optional<Instant> seen(String key) {
    return Optional.empty();
  }

  @Override
  public long counter(String key) {
    return 0;
  }

  @Override
  public Optional<ActiveEvent> activeEvent(String eventType) {
    return Optional.empty();
  }

  @Override
  public Optional<String> eventState(String fingerprint) {
    return Optional.empty();
  }
}
