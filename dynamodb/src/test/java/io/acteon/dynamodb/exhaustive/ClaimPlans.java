package io.acteon.dynamodb.exhaustive;

import io.acteon.dynamodb.exhaustive.Plan.Begun;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.state.ClaimingWrites;
import io.acteon.state.Claims.Claim;
import io.acteon.state.Claims.Standing;
import io.acteon.state.Claims.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Operations on one claim, as clients plan them. */
final class ClaimPlans {
  static final Terms TERMS = new Terms(Duration.ofSeconds(10), Duration.ofMinutes(10), "");
  static final Duration MAX_SKEW = Duration.ofSeconds(5);

  private static final ItemKey KEY = new ItemKey("claim", "claim", Optional.empty());

  private ClaimPlans() {}

  /** What is asked. */
  sealed interface Call {
    record Take() implements Call {}

    record Complete(long token, String result) implements Call {}

    record Release(long token) implements Call {}

    record Read() implements Call {}
  }

  /** What is answered. */
  sealed interface Reply {
    record Claimed(Claim claim) implements Reply {
      @Override
      public String toString() {
        return "Claimed[" + claim.token().value() + "]";
      }
    }

    record InProgress(long token) implements Reply {}

    record Completed(String result) implements Reply {}

    record Done() implements Reply {}

    /** There is none, or it is not ours. */
    record None() implements Reply {}
  }

  private static ClaimingWrites writes(Plan.Desk desk) {
    return new ClaimingWrites(Table.NAME, KEY, desk.stamps());
  }

  private static Optional<Claim> held(List<Reply> answers) {
    return answers.reversed().stream()
        .filter(Reply.Claimed.class::isInstance)
        .map(Reply.Claimed.class::cast)
        .map(Reply.Claimed::claim)
        .findFirst();
  }

  private static Reply standing(Standing standing) {
    return switch (standing) {
      case Standing.InProgress progress -> new Reply.InProgress(progress.token().value());
      case Standing.Completed completed -> new Reply.Completed(completed.result());
    };
  }

  static Plan<Call, Reply> take() {
    return (desk, _) ->
        Begun.of(
            new Call.Take(),
            Dialogue.of(
                writes(desk).take(TERMS, MAX_SKEW), Reply.Claimed::new, ClaimPlans::standing));
  }

  static Plan<Call, Reply> complete(String result) {
    return (desk, answers) ->
        held(answers)
            .flatMap(claim ->
                Begun.of(
                    new Call.Complete(claim.token().value(), result),
                    Dialogue.of(
                        writes(desk).complete(claim, result),
                        _ -> new Reply.Done(),
                        _ -> new Reply.None())));
  }

  static Plan<Call, Reply> release() {
    return (desk, answers) ->
        held(answers)
            .flatMap(claim ->
                Begun.of(
                    new Call.Release(claim.token().value()),
                    Dialogue.of(
                        writes(desk).release(claim),
                        _ -> new Reply.Done(),
                        _ -> new Reply.None())));
  }

  static Plan<Call, Reply> read() {
    return (desk, _) ->
        Begun.of(
            new Call.Read(),
            Dialogue.of(
                writes(desk).read(),
                shown ->
                    ClaimingWrites.standing(shown, desk.time().millis())
                        .map(ClaimPlans::standing)
                        .orElseGet(Reply.None::new)));
  }
}
