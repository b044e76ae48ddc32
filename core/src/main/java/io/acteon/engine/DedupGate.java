package io.acteon.engine;

import io.acteon.json.JsonKeys;
import io.acteon.json.JsonText;
import io.acteon.model.Action;
import io.acteon.model.Outcome;
import io.acteon.rules.Verdict;
import io.acteon.state.Claims;
import io.acteon.state.Claims.Standing;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets one action per identity through and makes its duplicates wait for what becomes of it.
 * Thread-safe.
 *
 * <p>The identity is (namespace, tenant, {@code dedup_key}, else the action's id). A duplicate is
 * told so only once the first is completed; while the first is under way it waits, and when the
 * first fails one waiter takes its place. Everything that is not known to be allowed is refused:
 * the store's silence never sends an action twice.
 */
final class DedupGate {
  /** A claim outlives its request's deadline by this: completion is tried that long. */
  static final Duration GRACE = Duration.ofSeconds(5);

  private final Claims claims;
  private final StateWatch watch;

  DedupGate(Claims claims, StateWatch watch) {
    this.claims = claims;
    this.watch = watch;
  }

  Passage pass(Ruled ruled, Verdict.Deduplicate verdict) {
    Deadline deadline = ruled.deadline();
    StateKey key = key(ruled.action());
    String note = "sha256:" + Sha256.hex(JsonText.bytes(JsonKeys.sorted(ruled.action().payload())));
    try {
      while (true) {
        Optional<Passage> passage = tryClaim(key, verdict.ttl(), note, deadline);
        if (passage.isPresent()) {
          return passage.get();
        }
        Optional<Standing> standing = claims.await(key, deadline);
        if (standing.isPresent()) {
          return waited(standing.get());
        }
      }
    } catch (StoreException e) {
      watch.failed(StateWatch.Work.CLAIM, String.valueOf(e.getMessage()));
      throw new DispatchException(
          DispatchException.Code.STATE_UNAVAILABLE,
          "the state store did not answer whether this action is a duplicate; it was not sent",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DispatchException(
          DispatchException.Code.INTERRUPTED,
          "interrupted while an earlier action with the same identity was under way",
          e);
    }
  }

  /** One try; empty when another's claim is in progress. */
  private Optional<Passage> tryClaim(
      StateKey key, Duration memory, String note, Deadline deadline) {
    if (deadline.hasPassed()) {
      throw inProgress(Optional.empty());
    }
    Deadline until = deadline.plus(GRACE);
    var terms = new Claims.Terms(until.remaining(), memory, note);
    Answer<Claims.Claim, Standing> answer =
        claims.claim(key, terms, deadline.atMost(StateGate.STEP));
    if (!(answer instanceof Answer.Unknown<Claims.Claim, Standing>)) {
      watch.served(StateWatch.Work.CLAIM);
    }
    return switch (answer) {
      case Answer.Applied<Claims.Claim, Standing>(Claims.Claim claim) ->
          Optional.of(new Passage.Open(Optional.of(new HeldClaim(claim, until))));
      case Answer.Refused<Claims.Claim, Standing>(Standing.Completed _) ->
          Optional.of(new Passage.Closed(new Outcome.Deduplicated()));
      case Answer.Refused<Claims.Claim, Standing>(Standing.InProgress _) -> Optional.empty();
      case Answer.Unknown<Claims.Claim, Standing>(String reason) -> {
        watch.failed(StateWatch.Work.CLAIM, reason);
        // The claim may be ours. Nobody completes it then, so no action is ever called a
        // duplicate of it; it can be taken over after its deadline.
        throw new DispatchException(
            DispatchException.Code.STATE_UNAVAILABLE,
            "the state store did not tell whether this action was claimed; it was not sent");
      }
    };
  }

  private static Passage waited(Standing standing) {
    return switch (standing) {
      case Standing.Completed _ -> new Passage.Closed(new Outcome.Deduplicated());
      case Standing.InProgress progress -> throw inProgress(Optional.of(progress.remaining()));
    };
  }

  private static StateKey key(Action action) {
    return new StateKey(action.scope(), Kind.DEDUP, action.dedupKey().orElse(action.id()));
  }

  private static DispatchException inProgress(Optional<Duration> remaining) {
    return new DispatchException(
        DispatchException.Code.DUPLICATE_IN_PROGRESS,
        "an earlier action with the same identity is still being executed; ask again",
        null,
        remaining.orElse(Duration.ofSeconds(1)));
  }
}
