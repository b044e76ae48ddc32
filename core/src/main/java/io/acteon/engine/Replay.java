package io.acteon.engine;

import io.acteon.model.Outcome;

/** What came of replaying one record. Immutable. */
public sealed interface Replay {

  /** The id of the action that the record is about. */
  String originalId();

  /**
   * The action was dispatched again, as {@code newId}; whether it was delivered, says its outcome.
   */
  record Done(String originalId, String newId, Outcome outcome) implements Replay {}

  /** The action was to be dispatched again, as {@code newId}, and got no outcome. */
  record Faulted(String originalId, String newId, DispatchException fault) implements Replay {}

  /** The action was not dispatched again, and should not be. */
  record Skipped(String originalId, String reason) implements Replay {}
}
