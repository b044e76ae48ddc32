package io.acteon.dynamodb.exhaustive;

import io.acteon.dynamodb.exhaustive.LockPlans.Call;
import io.acteon.dynamodb.exhaustive.LockPlans.Reply;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A lock whose lease can be taken over once it is over beyond doubt or as it was last seen by one
 * who watched it for long enough, handed on by its holder, and broken by one who has seen its
 * token; whose tokens only grow; and an entry that takes no write with a smaller token than it has
 * seen. Stateless.
 */
final class LockModel implements Possibilities<LockModel.Guarded, Call, Reply> {
  private static final long FREE = -1;
  private static final long UNSEEN = 0;

  /**
   * The lock and the entry between two calls.
   *
   * @param token of the holder, {@link #FREE}, or {@link #UNSEEN}: held with a token nobody knows
   * @param end of the lease, in epoch milliseconds by the holder's clock
   * @param floor the greatest token known
   * @param fence the greatest token that the entry has seen
   * @param by the acquisition that the holder does not know of, or empty
   * @param settled acquisitions that can have no more effect
   */
  record Guarded(
      long token,
      long end,
      long floor,
      Optional<String> value,
      long fence,
      String by,
      Set<String> settled) {
    Guarded heldBy(long holder, long until) {
      return new Guarded(holder, until, Math.max(holder, floor), value, fence, "", settled);
    }

    Guarded seenAs(long holder) {
      return new Guarded(holder, end, Math.max(holder, floor), value, fence, by, settled);
    }

    Guarded written(String text, long writer) {
      return new Guarded(token, end, floor, Optional.of(text), writer, by, settled);
    }

    Guarded unheardOf(String acquisition) {
      return new Guarded(token, end, floor, value, fence, acquisition, settled);
    }

    Guarded settling(String acquisition) {
      Set<String> more = new HashSet<>(settled);
      more.add(acquisition);
      return new Guarded(token, end, floor, value, fence, by, Set.copyOf(more));
    }

    boolean isObtainable(long now) {
      return token == FREE || end < now - LockPlans.MAX_SKEW.toMillis();
    }

    boolean isAt(long holder, long until) {
      return token == holder && end == until;
    }

    boolean canBeHeldBy(long holder) {
      return token == UNSEEN ? holder > floor : token == holder;
    }
  }

  @Override
  public Guarded first() {
    return new Guarded(FREE, 0, 0, Optional.empty(), 0, "", Set.of());
  }

  @Override
  public Stream<Guarded> answered(Guarded state, Call call, long now, Reply output) {
    return switch (output) {
      case Reply.Got(var hold) ->
          hold.token().value() > state.floor()
              ? unanswered(state, call, now)
                  .map(taken -> taken.heldBy(hold.token().value(), taken.end()))
              : Stream.empty();
      case Reply.HeldBy(Optional<Long> holder) ->
          switch (call) {
            case Call.Acquire(String id) -> refused(state, id, now, holder);
            case Call.TakeOver(String id, long _, long _) -> refused(state, id, now, holder);
            case Call _ -> saw(state, holder);
          };
      case Reply.Over _ -> Stream.of(state);
      case Reply.Perhaps _ when call instanceof Call.Settled -> unanswered(state, call, now);
      case Reply.Perhaps _ -> Stream.concat(Stream.of(state), unanswered(state, call, now));
      case Reply.Watched watched ->
          watched
              .holder()
              .map(held ->
                  saw(state, Optional.of(held.token().value()))
                      .filter(shown -> shown.end() == held.expiresAt().toEpochMilli()))
              .orElseGet(() -> saw(state, Optional.empty()));
      case Reply.Done _ -> unanswered(state, call, now);
      case Reply.NotOurs _ ->
          unanswered(state, call, now).findAny().isPresent() ? Stream.empty() : Stream.of(state);
      case Reply.Stale(long greatest) ->
          state.fence() == greatest
                  && call instanceof Call.Write(String _, long token)
                  && token < greatest
              ? Stream.of(state)
              : Stream.empty();
      case Reply.Saw(Optional<String> value) ->
          value.equals(state.value()) ? Stream.of(state) : Stream.empty();
    };
  }

  /** Not by a lease of its own that it has not heard of. */
  private static Stream<Guarded> refused(
      Guarded state, String id, long now, Optional<Long> holder) {
    return state.isObtainable(now) || state.by().equals(id) ? Stream.empty() : saw(state, holder);
  }

  private static Stream<Guarded> saw(Guarded state, Optional<Long> holder) {
    return holder.isEmpty()
        ? state.token() == FREE ? Stream.of(state) : Stream.empty()
        : holder.filter(state::canBeHeldBy).map(state::seenAs).stream();
  }

  @Override
  public Stream<Guarded> unanswered(Guarded state, Call call, long now) {
    return switch (call) {
      case Call.Acquire(String id) -> taken(state, id, now, false).map(taken -> taken.settling(id));
      case Call.TakeOver(String id, long token, long end) ->
          taken(state, id, now, state.isAt(token, end)).map(taken -> taken.settling(id));
      case Call.Unheard(String id, Call.TakeOver(String _, long token, long end)) ->
          taken(state, id, now, state.isAt(token, end));
      case Call.Unheard(String id, Call _) -> taken(state, id, now, false);
      case Call.Settled(String id) ->
          state.by().equals(id) ? Stream.empty() : Stream.of(state.settling(id));
      case Call.Withdraw(String id) ->
          Stream.of((state.by().equals(id) ? state.heldBy(FREE, 0) : state).settling(id));
      case Call.HandOff(long token) ->
          state.token() == token ? Stream.of(state.heldBy(UNSEEN, end(now))) : Stream.empty();
      case Call.Break(long token) ->
          state.token() == token ? Stream.of(state.heldBy(FREE, 0)) : Stream.empty();
      case Call.Extend(long token) ->
          state.token() == token ? Stream.of(state.heldBy(token, end(now))) : Stream.empty();
      case Call.Release(long token) ->
          state.token() == token ? Stream.of(state.heldBy(FREE, 0)) : Stream.empty();
      case Call.Write(String value, long token) ->
          token >= state.fence() ? Stream.of(state.written(value, token)) : Stream.empty();
      case Call.ReadHolder _, Call.ReadEntry _, Call.Watch _ -> Stream.of(state);
    };
  }

  /** Before the call {@code id} has settled; to whom it matters, the holder does not know yet. */
  private static Stream<Guarded> taken(Guarded state, String id, long now, boolean takesOver) {
    return !state.settled().contains(id) && (takesOver || state.isObtainable(now))
        ? Stream.of(state.heldBy(UNSEEN, end(now)).unheardOf(id))
        : Stream.empty();
  }

  private static long end(long now) {
    return now + LockPlans.LEASE.toMillis();
  }
}
