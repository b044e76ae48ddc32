package io.acteon.engine;

import io.acteon.rules.Verdict;
import io.acteon.state.StateStore;
import io.acteon.time.TimeSource;
import java.time.Duration;

/**
 * Does the state work of a verdict: none for most, a claim for deduplicate, a counter for throttle.
 * Thread-safe.
 */
final class StateGate {
  /**
   * How long one state call of a dispatch may take. A claim whose fate is unknown after this blocks
   * its identity until the request's deadline and {@link DedupGate#GRACE} and the clock skew are
   * over: less than a client's next request lives, so that one gets through.
   */
  static final Duration STEP = Duration.ofSeconds(15);

  private final DedupGate dedup;
  private final ThrottleGate throttle;

  StateGate(StateStore state, StateWatch watch, TimeSource time, GatewayListener listener) {
    this.dedup = new DedupGate(state.claims(), watch);
    this.throttle = new ThrottleGate(state.counters(), time, listener);
  }

  /**
   * Asks the state whether {@code ruled} may be sent.
   *
   * @throws DispatchException when that cannot be told, and must be known
   */
  Passage pass(Ruled ruled) {
    try {
      return switch (ruled.verdict()) {
        case Verdict.Deduplicate verdict -> dedup.pass(ruled, verdict);
        case Verdict.Throttle verdict -> throttle.pass(ruled, verdict);
        case Verdict.Allow _,
            Verdict.Deny _,
            Verdict.Suppress _,
            Verdict.Reroute _,
            Verdict.Modify _ ->
            Passage.FREE;
      };
    } catch (IllegalArgumentException e) {
      // Stores say so of names that they cannot keep.
      throw new DispatchException(
          DispatchException.Code.INVALID_ACTION,
          "namespace, tenant, dedup_key or id cannot be a key of state: " + e.getMessage(),
          e);
    }
  }
}
