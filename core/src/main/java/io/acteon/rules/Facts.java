package io.acteon.rules;

import java.time.Instant;

/**
 * What a decision may know besides the action: the time, which is the same for all rules, and the
 * state they may read.
 */
public record Facts(Instant now, StateReads state) {

  /** The time alone: every state predicate finds nothing. */
  public static Facts at(Instant now) {
    return new Facts(now, StateReads.NONE);
  }
}
