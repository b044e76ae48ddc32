package io.acteon.engine;

import io.acteon.audit.AuditRecord;
import io.acteon.json.JsonText;
import io.acteon.model.Action;
import io.acteon.model.Json;
import io.acteon.model.Outcome;
import io.acteon.state.Claims;
import io.acteon.state.Claims.Standing;
import io.acteon.state.StateKey;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import io.acteon.time.UuidV7;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Dispatches actions again that the trail has kept, each as a new action under the rules of now.
 * Thread-safe.
 *
 * <p>A replay that was delivered is remembered with a claim on the action that it goes back to. Who
 * replays many skips what is remembered: a call that is repeated because its answer was lost sends
 * nothing twice. A replay that was not delivered may be repeated.
 */
public final class Replays {
  /** How long a delivered replay keeps others from repeating it. */
  public static final Duration MEMORY = Duration.ofDays(7);

  /** How many records of one call are replayed at once. */
  public static final int WIDTH = Batch.WIDTH;

  /** A claim outlives its request by this: the outcome's record and the claim's end take theirs. */
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final Gateway gateway;
  private final Claims claims;
  private final StateWatch watch;
  private final Settlement settlement;
  private final UuidV7 ids;
  private final TimeSource time;

  Replays(
      Gateway gateway,
      Claims claims,
      StateWatch watch,
      Settlement settlement,
      UuidV7 ids,
      TimeSource time) {
    this.gateway = gateway;
    this.claims = claims;
    this.watch = watch;
    this.settlement = settlement;
    this.ids = ids;
    this.time = time;
  }

  /** Whether an action that was replayed before may be replayed once more. */
  public enum Repetition {
    ALLOWED,
    SKIPPED
  }

  /** Replays one record, whether or not it was replayed before. */
  public Replay one(AuditRecord record, Caller caller, Deadline deadline) {
    return replay(new Original(record), Repetition.ALLOWED, caller, deadline);
  }

  /**
   * Replays many records, at most {@link #WIDTH} at once; results in no particular order. Of
   * several records of one action, its replays included, the first stands for all.
   */
  public List<Replay> many(
      List<AuditRecord> records, Repetition repetition, Caller caller, Deadline deadline) {
    Set<StateKey> seen = new HashSet<>();
    var originals = new ArrayList<Original>();
    var others = new ArrayList<Replay>();
    for (AuditRecord record : records) {
      var original = new Original(record);
      if (original.obstacle().isPresent() || seen.add(original.root())) {
        originals.add(original);
      } else {
        others.add(
            new Replay.Skipped(
                record.actionId(), "another record of the same action is among those replayed"));
      }
    }
    var all =
        new ArrayList<>(
            Batch.run(
                originals,
                original -> replay(original, repetition, caller, deadline),
                original ->
                    new Replay.Faulted(original.record().actionId(), "", Batch.notReached())));
    all.addAll(others);
    return all;
  }

  private Replay replay(
      Original original, Repetition repetition, Caller caller, Deadline deadline) {
    String originalId = original.record().actionId();
    Optional<String> obstacle = original.obstacle();
    if (obstacle.isPresent()) {
      return new Replay.Skipped(originalId, obstacle.get());
    }
    Action action = original.action(ids.next().toString(), time.now());
    if (deadline.hasPassed()) {
      return new Replay.Faulted(
          originalId,
          action.id(),
          new DispatchException(
              DispatchException.Code.DEADLINE_EXCEEDED,
              "the request's time was over before it was this action's turn; it was not sent"));
    }
    Hold hold = hold(original.root(), deadline);
    if (repetition == Repetition.SKIPPED) {
      switch (hold) {
        case Hold.Ours _ -> {}
        case Hold.Taken(String reason) -> {
          return new Replay.Skipped(originalId, reason);
        }
        case Hold.Open(DispatchException fault) -> {
          return new Replay.Faulted(originalId, action.id(), fault);
        }
      }
    }
    return dispatch(originalId, action, hold, caller, deadline);
  }

  private Replay dispatch(
      String originalId, Action action, Hold hold, Caller caller, Deadline deadline) {
    try {
      Outcome outcome = gateway.dispatch(action, caller, deadline);
      if (hold instanceof Hold.Ours(HeldClaim claim)) {
        Shield.run(() -> settle(claim, action, outcome));
      }
      return new Replay.Done(originalId, action.id(), outcome);
    } catch (DispatchException e) {
      // An internal fault promises nothing: whether it was sent is not known, so the claim stays.
      if (hold instanceof Hold.Ours(HeldClaim claim)
          && e.code() != DispatchException.Code.INTERNAL) {
        Shield.run(() -> settlement.release(claim));
      }
      return new Replay.Faulted(originalId, action.id(), e);
    }
  }

  private void settle(HeldClaim claim, Action action, Outcome outcome) {
    switch (outcome) {
      case Outcome.Executed _, Outcome.Rerouted _ ->
          settlement.complete(
              claim,
              JsonText.print(
                  Json.object(
                      Json.field("action_id", action.id()), Json.field("outcome", outcome.tag()))));
      case Outcome.Deduplicated _,
          Outcome.Suppressed _,
          Outcome.Throttled _,
          Outcome.Failed _,
          Outcome.DryRun _ ->
          settlement.release(claim);
    }
  }

  private Hold hold(StateKey root, Deadline deadline) {
    Deadline until = deadline.plus(GRACE);
    var terms = new Claims.Terms(until.remaining(), MEMORY, "replay");
    try {
      Answer<Claims.Claim, Standing> answer =
          claims.claim(root, terms, deadline.atMost(StateGate.STEP));
      if (!(answer instanceof Answer.Unknown<Claims.Claim, Standing>)) {
        watch.served(StateWatch.Work.REPLAY);
      }
      return switch (answer) {
        case Answer.Applied<Claims.Claim, Standing>(Claims.Claim claim) ->
            new Hold.Ours(new HeldClaim(claim, until));
        case Answer.Refused<Claims.Claim, Standing>(Standing.Completed done) ->
            new Hold.Taken("the action was replayed before: " + done.result());
        case Answer.Refused<Claims.Claim, Standing>(Standing.InProgress _) ->
            new Hold.Taken("the action is being replayed by another call");
        case Answer.Unknown<Claims.Claim, Standing>(String reason) -> open(reason);
      };
    } catch (StoreException e) {
      return open(String.valueOf(e.getMessage()));
    }
  }

  private Hold open(String reason) {
    watch.failed(StateWatch.Work.REPLAY, reason);
    return new Hold.Open(
        new DispatchException(
            DispatchException.Code.STATE_UNAVAILABLE,
            "the state store did not tell whether the action was replayed before; it was not sent"));
  }

  /** What is known of other replays of an action. */
  private sealed interface Hold {
    /** There is none, and while we have the claim there will be none. */
    record Ours(HeldClaim claim) implements Hold {}

    record Taken(String reason) implements Hold {}

    /** The state store did not tell. */
    record Open(DispatchException fault) implements Hold {}
  }
}
