package io.acteon.dynamodb.exhaustive;

import io.acteon.dynamodb.exhaustive.ClaimPlans.Call;
import io.acteon.dynamodb.exhaustive.ClaimPlans.Reply;
import java.util.Optional;
import java.util.stream.Stream;

/** A claim: one owner until its deadline and the skew have passed, one completion. Stateless. */
final class ClaimModel implements Possibilities<ClaimModel.Held, Call, Reply> {
  private static final long NOBODY = -1;
  private static final long UNSEEN = 0;

  /**
   * The claim between two calls.
   *
   * @param token of the owner, {@link #NOBODY}, or {@link #UNSEEN}: one that nobody knows
   * @param deadline of the execution, and {@code expiry} of the claim, in epoch milliseconds
   * @param result once it is completed
   * @param floor the greatest token known
   */
  record Held(long token, long deadline, long expiry, Optional<String> result, long floor) {
    boolean isLive(long now) {
      return token != NOBODY && expiry > now;
    }

    boolean isOverdue(long now) {
      return result.isEmpty() && deadline < now - ClaimPlans.MAX_SKEW.toMillis();
    }

    boolean isInProgressBy(long owner) {
      return result.isEmpty() && token == owner;
    }

    Held by(long owner) {
      return new Held(owner, deadline, expiry, result, Math.max(owner, floor));
    }
  }

  @Override
  public Held first() {
    return new Held(NOBODY, 0, 0, Optional.empty(), 0);
  }

  @Override
  public Stream<Held> answered(Held state, Call call, long now, Reply output) {
    return switch (output) {
      case Reply.Claimed(var claim) ->
          claim.token().value() > state.floor()
              ? unanswered(state, call, now).map(taken -> taken.by(claim.token().value()))
              : Stream.empty();
      case Reply.InProgress(long token) ->
          isMet(state, call, now)
                  && state.result().isEmpty()
                  && (state.token() == UNSEEN ? token > state.floor() : token == state.token())
              ? Stream.of(state.by(token))
              : Stream.empty();
      case Reply.Completed(String result) ->
          isMet(state, call, now) && state.result().equals(Optional.of(result))
              ? Stream.of(state)
              : Stream.empty();
      case Reply.Done _ -> unanswered(state, call, now);
      case Reply.None _ -> {
        boolean isNone =
            call instanceof Call.Read
                ? !state.isLive(now)
                : unanswered(state, call, now).findAny().isEmpty();
        yield isNone ? Stream.of(state) : Stream.empty();
      }
    };
  }

  /** Whether the claim stands in the way of {@code call}. */
  private static boolean isMet(Held state, Call call, long now) {
    return state.isLive(now) && (call instanceof Call.Read || !state.isOverdue(now));
  }

  @Override
  public Stream<Held> unanswered(Held state, Call call, long now) {
    return switch (call) {
      case Call.Take _ -> isMet(state, call, now) ? Stream.empty() : Stream.of(taken(state, now));
      case Call.Complete(long token, String result) ->
          state.isInProgressBy(token)
                  || (state.token() == token && state.result().equals(Optional.of(result)))
              ? Stream.of(
                  new Held(
                      token, state.deadline(), state.expiry(), Optional.of(result), state.floor()))
              : Stream.empty();
      case Call.Release(long token) ->
          state.isInProgressBy(token)
              ? Stream.of(new Held(NOBODY, 0, 0, Optional.empty(), state.floor()))
              : Stream.empty();
      case Call.Read _ -> Stream.of(state);
    };
  }

  private static Held taken(Held state, long now) {
    long deadline = now + ClaimPlans.TERMS.execution().toMillis();
    long expiry =
        Math.max(
            now + ClaimPlans.TERMS.memory().toMillis(), deadline + ClaimPlans.MAX_SKEW.toMillis());
    return new Held(UNSEEN, deadline, expiry, Optional.empty(), state.floor());
  }
}
