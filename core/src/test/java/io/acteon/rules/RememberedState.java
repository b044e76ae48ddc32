package io.acteon.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** State in maps that remembers what was read. Not thread-safe. */
final class RememberedState implements StateReads {
  final Map<String, Instant> seen = new HashMap<>();
  final Map<String, Long> counters = new HashMap<>();
  final Map<String, ActiveEvent> active = new HashMap<>();
  final Map<String, String> states = new HashMap<>();
  final List<String> reads = new ArrayList<>();

  Facts facts() {
    return new Facts(Given.NOW, this);
  }

  @Override
  public Optional<Instant> seen(String key) {
    reads.add("seen " + key);
    return Optional.ofNullable(seen.get(key));
  }

  @Override
  public long counter(String key) {
    reads.add("counter " + key);
    return counters.getOrDefault(key, 0L);
  }

  @Override
  public Optional<ActiveEvent> activeEvent(String eventType) {
    reads.add("active " + eventType);
    return Optional.ofNullable(active.get(eventType));
  }

  @Override
  public Optional<String> eventState(String fingerprint) {
    reads.add("event " + fingerprint);
    return Optional.ofNullable(states.get(fingerprint));
  }
}
