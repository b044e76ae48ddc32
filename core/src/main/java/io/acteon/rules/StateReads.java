package io.acteon.rules;

import java.time.Instant;
import java.util.Optional;

/**
 * The state a rule may ask for, in the scope of the action being decided. Called only when a
 * predicate that needs it is reached. What a call throws ends the decision and reaches its caller
 * unchanged.
 */
public interface StateReads {

  /** Nothing has ever been seen or counted, and there are no events. */
  StateReads NONE = new NoState();

  /** When the state under {@code key} was last set, if ever. */
  Optional<Instant> seen(String key);

  /** The counter under {@code key}, 0 when there is none. */
  long counter(String key);

  /** The active event of {@code eventType}, if there is one. */
  Optional<ActiveEvent> activeEvent(String eventType);

  /** The state that the event with {@code fingerprint} is in, if it is known. */
  Optional<String> eventState(String fingerprint);

  /** An event that a state machine holds active. */
  record ActiveEvent(String state, String fingerprint) {}
}
