package io.acteon.state;

import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Durable timers, claimed when due. At-least-once: a timer fires again if its claimant dies, and
 * two fire together only if one was paused past its lease. Thread-safe. Faults as in {@link
 * Entries}.
 */
public interface Timers {

  /**
   * Sets the timer, or moves the one that is there, whatever its state.
   *
   * @param timerClass which worker it is for; lower case, as in {@link Kind#name()}
   */
  Answer<Version, Void> put(
      String timerClass, StateKey key, Instant due, String payload, Deadline deadline);

  /** Removes the timer; refused when there was none. */
  Answer<Version, Entries.Absent> remove(StateKey key, Deadline deadline);

  Optional<Timer> get(StateKey key, Deadline deadline);

  /**
   * Claims timers of a class that are due, at most {@code limit}; an empty list is no proof that
   * none is due, since the index behind it may lag. Poll again. Throws only if it claimed nothing.
   *
   * @param lease how long the work on one may take before another may claim it
   */
  List<Claimed> claimDue(String timerClass, int limit, Duration lease, Deadline deadline);

  /**
   * Ends a claimed timer: its work is done; refused when it was moved, removed or claimed by
   * another.
   */
  Answer<Entries.Absent, Entries.Absent> complete(Claimed timer, Deadline deadline);

  /**
   * Sets a claimed timer anew for {@code due}, such as a retry or the next turn; refused like
   * complete.
   */
  Answer<Version, Entries.Absent> reschedule(
      Claimed timer, Instant due, String payload, Deadline deadline);

  /** When the earliest timer of a class that is known here is due; a hint for how long to sleep. */
  Optional<Instant> nextDue(String timerClass, Deadline deadline);

  /** A timer that is set. */
  record Timer(String timerClass, StateKey key, Instant due, String payload, Version version) {}

  /** A timer claimed by us; {@code due} is when it was due, not when it was claimed. */
  record Claimed(
      String timerClass,
      StateKey key,
      Instant due,
      String payload,
      String owner,
      Version version) {}
}
