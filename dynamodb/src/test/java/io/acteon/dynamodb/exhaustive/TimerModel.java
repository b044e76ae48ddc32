package io.acteon.dynamodb.exhaustive;

import io.acteon.dynamodb.exhaustive.TimerPlans.Call;
import io.acteon.dynamodb.exhaustive.TimerPlans.Reply;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A timer that is claimed when it is due, by nobody else while a claimant's lease may last, and
 * ended by that claimant only. Finding nothing to claim proves nothing. Stateless.
 */
final class TimerModel implements Possibilities<TimerModel.Clockwork, Call, Reply> {
  private static final long NOBODY = -1;
  private static final long UNSEEN = 0;

  /**
   * The timer between two calls.
   *
   * @param payload empty when none is set
   * @param due in epoch milliseconds, as {@code claimable}: from when on it may be claimed
   * @param claim of whoever has claimed it, {@link #NOBODY}, or {@link #UNSEEN}: nobody knows it
   * @param version of the last write, {@link #UNSEEN} while nobody has seen it
   * @param floor the greatest version known
   */
  record Clockwork(
      Optional<String> payload, long due, long claimable, long claim, long version, long floor) {
    Clockwork set(long at, String text) {
      return new Clockwork(Optional.of(text), at, at, NOBODY, UNSEEN, floor);
    }

    Clockwork gone() {
      return new Clockwork(Optional.empty(), 0, 0, NOBODY, UNSEEN, floor);
    }

    Clockwork claimed(long until) {
      return new Clockwork(payload, due, until, UNSEEN, UNSEEN, floor);
    }

    /** The same, now that somebody knows the version. */
    Clockwork at(long seen) {
      long known = claim == UNSEEN ? seen : claim;
      return new Clockwork(payload, due, claimable, known, seen, Math.max(seen, floor));
    }

    boolean canBeAt(long seen) {
      return version == UNSEEN ? seen > floor : seen == version;
    }

    boolean shows(long when, String text) {
      return due == when && payload.equals(Optional.of(text));
    }
  }

  @Override
  public Clockwork first() {
    return new Clockwork(Optional.empty(), 0, 0, NOBODY, UNSEEN, 0);
  }

  @Override
  public Stream<Clockwork> answered(Clockwork state, Call call, long now, Reply output) {
    return switch (output) {
      case Reply.Wrote(long version) ->
          version > state.floor()
              ? unanswered(state, call, now).map(written -> written.at(version))
              : Stream.empty();
      case Reply.Got(var claimed) ->
          claimed.version().value() > state.floor()
                  && state.shows(claimed.due().toEpochMilli(), claimed.payload())
              ? unanswered(state, call, now).map(taken -> taken.at(claimed.version().value()))
              : Stream.empty();
      case Reply.Done _ -> unanswered(state, call, now);
      case Reply.None _ -> mayFindNothing(state, call, now) ? Stream.of(state) : Stream.empty();
      case Reply.Saw(long due, String payload, long version) ->
          state.shows(due, payload) && state.canBeAt(version)
              ? Stream.of(state.at(version))
              : Stream.empty();
    };
  }

  private boolean mayFindNothing(Clockwork state, Call call, long now) {
    return switch (call) {
      case Call.Take _ -> true;
      case Call.Read _ -> state.payload().isEmpty();
      case Call.Put _, Call.Remove _, Call.Complete _, Call.Reschedule _ ->
          unanswered(state, call, now).findAny().isEmpty();
    };
  }

  @Override
  public Stream<Clockwork> unanswered(Clockwork state, Call call, long now) {
    return switch (call) {
      case Call.Put(long due, String payload) -> Stream.of(state.set(due, payload));
      case Call.Remove _ -> state.payload().isPresent() ? Stream.of(state.gone()) : Stream.empty();
      case Call.Take _ ->
          state.payload().isPresent() && state.claimable() <= now
              ? Stream.of(
                  state.claimed(now + TimerPlans.LEASE.toMillis() + TimerPlans.MAX_SKEW.toMillis()))
              : Stream.empty();
      case Call.Complete(long claim) ->
          state.claim() == claim ? Stream.of(state.gone()) : Stream.empty();
      case Call.Reschedule(long claim, long due, String payload) ->
          state.claim() == claim ? Stream.of(state.set(due, payload)) : Stream.empty();
      case Call.Read _ -> Stream.of(state);
    };
  }
}
