package io.acteon.rules;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** State that remembers what was asked of it. Not thread-safe. */
final class RecordedState implements StateReads {
  private final StateReads state;
  private final TreeSet<String> accessed = new TreeSet<>();

  RecordedState(StateReads state) {
    this.state = state;
  }

  /** What was asked for so far, sorted. */
  List<String> accessed() {
    return List.copyOf(accessed);
  }

  @Override
  public Optional<Instant> seen(String key) {
    accessed.add("time_since:" + key);
    return state.seen(key);
  }

  @Override
  public long counter(String key) {
    accessed.add("counter:" + key);
    return state.counter(key);
  }

  @Override
  public Optional<ActiveEvent> activeEvent(String eventType) {
    accessed.add("state:active_events:" + eventType);
    return state.activeEvent(eventType);
  }

  @Override
  public Optional<String> eventState(String fingerprint) {
    accessed.add("state:event_state:" + fingerprint);
    return state.eventState(fingerprint);
  }
}
