package io.acteon.state;

import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.util.Optional;

/**
 * Idempotency claims: who may execute a thing that shall be executed once. A claim is in progress
 * until its deadline, then anyone may take it over; it is completed with a result, or released so
 * that the next may try. Exactly one completion is accepted; the execution itself is at-least-once
 * if an owner outlives its deadline. Two writes for the whole life. Thread-safe. Faults as in
 * {@link Entries}.
 */
public interface Claims {

  /**
   * Claims {@code key}; refused with what is there when it is completed, or in progress by another.
   * After an unknown outcome the claim may stand until its deadline, see {@link
   * Standing.InProgress}.
   *
   * @param terms how long the execution may take and how long the claim is remembered
   */
  Answer<Claim, Standing> claim(StateKey key, Terms terms, Deadline deadline);

  /** Completes the claim with its result; refused when it was taken over meanwhile. */
  Answer<Standing.Completed, Entries.Absent> complete(
      Claim claim, String result, Deadline deadline);

  /**
   * Gives the claim back, so that the next may execute; refused when it was taken over meanwhile.
   */
  Answer<Entries.Absent, Entries.Absent> release(Claim claim, Deadline deadline);

  /** What stands under {@code key} now. */
  Optional<Standing> read(StateKey key, Deadline deadline);

  /**
   * Waits until the claim that is in progress under {@code key} is completed or can be claimed, or
   * until the deadline; answers what stands then, empty when it can be claimed. One poller per key
   * and process, however many wait; when a claim fails, one waiter at a time is let go to take it
   * over.
   */
  Optional<Standing> await(StateKey key, Deadline deadline) throws InterruptedException;

  /**
   * @param execution after this the claim may be taken over (plus the configured clock skew)
   * @param memory how long the claim is remembered, counted from the claim; at least as long as
   *     {@code execution} plus skew in effect
   * @param note kept with the claim and shown to whoever meets it, such as a hash of the payload
   */
  record Terms(Duration execution, Duration memory, String note) {
    public Terms {
      if (!execution.isPositive() || !memory.isPositive()) {
        throw new IllegalArgumentException(
            "a claim's times must be positive: execution " + execution + ", memory " + memory);
      }
    }
  }

  /** A claim that we own; {@code owner} is unique per claim, {@code note} that of its terms. */
  record Claim(StateKey key, String owner, FencingToken token, String note) {}

  /** What a claim that somebody made looks like to others. */
  sealed interface Standing {
    String note();

    /**
     * {@code owner} is executing; until its deadline there is {@code remaining}. Whoever knows the
     * claim for its own, by a note that nobody else writes, can go on with it: {@code new
     * Claim(key, owner, token, note)} is what it was not told when the outcome was unknown.
     */
    record InProgress(String note, String owner, FencingToken token, Duration remaining)
        implements Standing {}

    record Completed(String note, String result) implements Standing {}
  }
}
