package io.acteon.dynamodb.exhaustive;

import io.acteon.dynamodb.exhaustive.Plan.Begun;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.ItemWrite;
import io.acteon.dynamodb.state.ItemWrites;
import io.acteon.dynamodb.state.LockedWrites;
import io.acteon.dynamodb.state.LockedWrites.Glimpse;
import io.acteon.dynamodb.state.LockedWrites.Hold;
import io.acteon.state.Entry;
import io.acteon.state.FencingToken;
import io.acteon.state.Locks.Held;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Operations on a lock and on the entry that it guards, as clients plan them. */
final class LockPlans {
  static final Duration LEASE = Duration.ofSeconds(10);
  static final Duration MAX_SKEW = Duration.ofSeconds(5);

  private static final ItemKey LOCK = new ItemKey("lock", "lock", Optional.empty());

  private LockPlans() {}

  /** What is asked. */
  sealed interface Call {
    /** {@code id} is a name that no other call has. */
    record Acquire(String id) implements Call {}

    /** To take over the lease that was seen with {@code token} up to {@code end}. */
    record TakeOver(String id, long token, long end) implements Call {}

    /**
     * What a request of {@code call} without an answer may have done before {@code call} went on.
     */
    record Unheard(String id, Call call) implements Call {}

    /** The acquisition {@code id} has answered that it is over, whatever it had. */
    record Settled(String id) implements Call {}

    /** Of the acquisition {@code id}, which was given up. */
    record Withdraw(String id) implements Call {}

    record HandOff(long token) implements Call {}

    /** By an administrator who has seen {@code token}. */
    record Break(long token) implements Call {}

    record Watch() implements Call {}

    record Extend(long token) implements Call {}

    record Release(long token) implements Call {}

    record Write(String value, long token) implements Call {}

    record ReadHolder() implements Call {}

    record ReadEntry() implements Call {}
  }

  /** What is answered. */
  sealed interface Reply {
    record Got(Hold hold) implements Reply {}

    record HeldBy(Optional<Long> token) implements Reply {}

    /** It has nothing, nor will have, and nobody knows whether it had. */
    record Over() implements Reply {}

    record Done() implements Reply {}

    /** Done or not; nobody ever knew. */
    record Perhaps() implements Reply {}

    record NotOurs() implements Reply {}

    record Stale(long greatest) implements Reply {}

    record Saw(Optional<String> value) implements Reply {}

    /** What a waiter saw of the lock. */
    record Watched(Glimpse glimpse) implements Reply {
      Optional<Held> holder() {
        return LockedWrites.holder(glimpse.lock());
      }
    }
  }

  private static LockedWrites lock(Plan.Desk desk) {
    return new LockedWrites(Table.NAME, LOCK, desk.stamps());
  }

  private static ItemWrites entry(Plan.Desk desk) {
    return new ItemWrites(Table.NAME, EntryPlans.KEY, desk.stamps());
  }

  private static <R extends Reply> List<R> all(List<Reply> answers, Class<R> kind) {
    return answers.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The lease that the client acquired last. */
  private static Optional<Hold> held(List<Reply> answers) {
    return all(answers, Reply.Got.class).reversed().stream().map(Reply.Got::hold).findFirst();
  }

  static Plan<Call, Reply> acquire() {
    return (desk, _) ->
        acquisition(
            desk.call(), new Call.Acquire(desk.call()), lock(desk).acquire(LEASE, MAX_SKEW));
  }

  /**
   * Where a request without an answer landed, and somebody ended that lease, the acquisition goes
   * on: it acquires anew, or says that it is over. That another holds the lock it says only if none
   * has landed.
   */
  private static Optional<Begun<Call, Reply>> acquisition(
      String id, Call call, ItemWrite<Hold, Held> write) {
    return Optional.of(
        new Begun<>(
            call,
            Dialogue.of(
                write,
                Reply.Got::new,
                held -> new Reply.HeldBy(Optional.of(held.token().value())),
                Optional.of(new Reply.Over())),
            _ -> false,
            Optional.of(
                new Plan.Before<>(
                    new Call.Unheard(id, call),
                    new Reply.Perhaps(),
                    Reply.HeldBy.class::isInstance,
                    Reply.Over.class::isInstance,
                    new Call.Settled(id)))));
  }

  /** Takes back the acquisition that was given up last, if one was. */
  static Plan<Call, Reply> withdraw() {
    return (desk, _) ->
        desk.givenUp()
            .filter(given -> given.last().text("UpdateExpression").contains("own=:oid"))
            .flatMap(given ->
                Begun.of(
                    new Call.Withdraw(given.call()),
                    Dialogue.of(
                        lock(desk).withdraw(hold(given.last())),
                        _ -> new Reply.Done(),
                        _ -> new Reply.NotOurs())));
  }

  private static Hold hold(Message acquisition) {
    return new Hold(
        acquisition.value(":oid"), new FencingToken(Long.parseLong(acquisition.value(":v"))));
  }

  /** That the lease is not ours leaves open whether a lost attempt prolonged it when it was. */
  static Plan<Call, Reply> extend() {
    return (desk, answers) ->
        held(answers)
            .flatMap(hold ->
                Begun.of(
                    new Call.Extend(hold.token().value()),
                    Dialogue.of(
                        lock(desk).extend(LEASE, hold),
                        _ -> new Reply.Done(),
                        _ -> new Reply.NotOurs()),
                    Reply.NotOurs.class::isInstance));
  }

  /** That the lease is not ours leaves open whether a lost attempt is why. */
  static Plan<Call, Reply> release() {
    return (desk, answers) ->
        held(answers)
            .flatMap(hold ->
                Begun.of(
                    new Call.Release(hold.token().value()),
                    Dialogue.of(
                        lock(desk).release(hold), _ -> new Reply.Done(), _ -> new Reply.NotOurs()),
                    Reply.NotOurs.class::isInstance));
  }

  /** From the holder to the next of its process; "not ours" leaves open whether a lost one did. */
  static Plan<Call, Reply> handOff() {
    return (desk, answers) ->
        held(answers)
            .flatMap(hold ->
                Begun.of(
                    new Call.HandOff(hold.token().value()),
                    Dialogue.of(
                        lock(desk).handOff(LEASE, hold), Reply.Got::new, _ -> new Reply.NotOurs()),
                    Reply.NotOurs.class::isInstance));
  }

  /** Breaks the lease that was seen last. */
  static Plan<Call, Reply> breakSeen() {
    return (desk, answers) ->
        all(answers, Reply.HeldBy.class).reversed().stream()
            .flatMap(seen -> seen.token().stream())
            .findFirst()
            .flatMap(token ->
                Begun.of(
                    new Call.Break(token),
                    Dialogue.of(
                        lock(desk).forceUnlock(new FencingToken(token)),
                        _ -> new Reply.Done(),
                        _ -> new Reply.NotOurs())));
  }

  /** A look at the lock by one who waits for it. */
  static Plan<Call, Reply> watch() {
    return (desk, _) ->
        Begun.of(
            new Call.Watch(),
            Dialogue.of(
                lock(desk).read(),
                shown -> new Reply.Watched(new Glimpse(shown, desk.time().nanos()))));
  }

  /** The lease that was watched for its whole length without moving, if it was. */
  static Plan<Call, Reply> takeOver() {
    return (desk, answers) -> {
      List<Reply.Watched> watched = all(answers, Reply.Watched.class);
      OptionalLong revision =
          LockedWrites.revisionToTakeOver(
              watched.stream().map(Reply.Watched::glimpse).toList(),
              MAX_SKEW,
              desk.time().millis());
      if (revision.isEmpty()) {
        return Optional.empty();
      }
      Held seen = watched.getLast().holder().orElseThrow();
      return acquisition(
          desk.call(),
          new Call.TakeOver(desk.call(), seen.token().value(), seen.expiresAt().toEpochMilli()),
          lock(desk).takeOver(LEASE, MAX_SKEW, revision.getAsLong()));
    };
  }

  /** A write to the entry with the token of the lease that was acquired last, be it over or not. */
  static Plan<Call, Reply> write(String value) {
    return (desk, answers) ->
        held(answers)
            .flatMap(hold ->
                Begun.of(
                    new Call.Write(value, hold.token().value()),
                    Dialogue.of(
                        entry(desk).fencedSet(value, hold.token()),
                        _ -> new Reply.Done(),
                        greatest -> new Reply.Stale(greatest.value()))));
  }

  static Plan<Call, Reply> readHolder() {
    return (desk, _) ->
        Begun.of(
            new Call.ReadHolder(),
            Dialogue.of(
                lock(desk).read(),
                shown ->
                    new Reply.HeldBy(
                        LockedWrites.holder(shown).map(Held::token).map(token -> token.value()))));
  }

  static Plan<Call, Reply> readEntry() {
    return (desk, _) ->
        Begun.of(
            new Call.ReadEntry(),
            Dialogue.of(
                entry(desk).read(),
                shown ->
                    new Reply.Saw(
                        entry(desk).entry(shown, desk.time().millis()).map(Entry::value))));
  }
}
