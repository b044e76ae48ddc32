package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Stamp;
import io.acteon.state.Entries.Absent;
import io.acteon.state.FencingToken;
import io.acteon.state.Locks.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The writing operations of locks; pure. */
final class LockWrites {
  /** A revision that no lease has: nothing has been observed. */
  static final long NOTHING_SEEN = -1;

  private static final String ENDED_UNHEARD =
      "an answer was lost; the lock may have been had by this call for a while, until it was broken"
          + " or taken over, and is not had now";
  private static final String BROKEN_AGAIN =
      "an answer was lost, and a later lease has been broken since, so that the lock does not tell"
          + " any more whether this one was";

  private LockWrites() {}

  /** A lease of ours as the item shows it: {@code owner} is the id of the write that made it. */
  record Holding(String owner, FencingToken token) {
    boolean isIn(Item item) {
      return item.text("own").filter(owner::equals).isPresent()
          && item.number("tok", 0) == token.value();
    }
  }

  /** Who holds the lock, as last written. */
  static Optional<Held> holder(Item item) {
    return item.has("own")
        ? Optional.of(
            new Held(
                new FencingToken(item.number("tok", 0)),
                Instant.ofEpochMilli(item.number("exp", 0))))
        : Optional.empty();
  }

  /** Whether a lease is over whichever clock is right. */
  static boolean isOverdue(Item item, long nowMillis, Duration maxSkew) {
    return item.number("exp", Long.MAX_VALUE) < nowMillis - maxSkew.toMillis();
  }

  /** Whether a lease has been broken by a write that is newer than {@code stamp}. */
  private static boolean isBrokenSince(Item item, Stamp stamp) {
    return item.text("brk").filter(id -> Stamp.versionOf(id) > stamp.version()).isPresent();
  }

  private static Holding holding(Stamp stamp) {
    return new Holding(stamp.id(), new FencingToken(stamp.version()));
  }

  private static Values lease(Stamp stamp, Duration leaseTime) {
    long length = Values.millisUp(leaseTime);
    long end = Math.addExact(stamp.nowMillis(), length);
    return new Values(stamp)
        .number(":dur", length)
        .number(":exp", end)
        .number(":ttl", Values.collectable(end));
  }

  private static Values ours(Values values, Holding mine) {
    return values.text(":me", mine.owner()).number(":tok", mine.token().value());
  }

  /**
   * Takes the lock if it is free, overdue, or still at the revision {@code seen}.
   *
   * @param seen the revision of a lease that was watched for its whole length without moving
   */
  record Acquire(String table, ItemKey key, Duration leaseTime, Duration maxSkew, long seen)
      implements LockOperation<Holding, Held> {
    @Override
    public UpdateItemRequest request(Stamp stamp) {
      return LockExpressions.ACQUIRE.on(
          table,
          key,
          lease(stamp, leaseTime)
              .number(":seen", seen)
              .number(":overdue", stamp.nowMillis() - maxSkew.toMillis())
              .map());
    }

    @Override
    public Holding applied(Stamp stamp) {
      return holding(stamp);
    }

    @Override
    public boolean hasLanded(Item met, Stamp stamp) {
      return holding(stamp).isIn(met);
    }

    @Override
    public Verdict<Held> judge(Item met, Stamp stamp) {
      boolean obtainable =
          met.number("rvn", 0) == seen || isOverdue(met, stamp.nowMillis(), maxSkew);
      return holder(met)
          .filter(_ -> !obtainable)
          .<Verdict<Held>>map(held -> new Verdict.Obstacle<>(held, false))
          .orElseGet(Verdict.Overtaken::new);
    }

    /**
     * Tokens only grow, so below ours it never landed. A lease that nobody was given ends only by
     * being broken, or taken over when it has lasted.
     */
    @Override
    public Optional<String> doubt(Item met, Stamp stamp, Duration since) {
      boolean mayHaveLanded = met.number("tok", 0) >= stamp.version();
      boolean mayHaveEnded = isBrokenSince(met, stamp) || since.compareTo(leaseTime) >= 0;
      return mayHaveLanded && mayHaveEnded ? Optional.of(ENDED_UNHEARD) : Optional.empty();
    }
  }

  /** Moves the end of our lease. */
  record Extend(String table, ItemKey key, Duration leaseTime, Holding mine)
      implements LockOperation<Absent, Absent> {
    @Override
    public long floor() {
      return mine.token().value();
    }

    @Override
    public UpdateItemRequest request(Stamp stamp) {
      return LockExpressions.EXTEND.on(table, key, ours(lease(stamp, leaseTime), mine).map());
    }

    @Override
    public Absent applied(Stamp stamp) {
      return new Absent();
    }

    @Override
    public boolean hasLanded(Item met, Stamp stamp) {
      return mine.isIn(met) && met.number("rvn", 0) == stamp.version();
    }

    @Override
    public Verdict<Absent> judge(Item met, Stamp stamp) {
      return mine.isIn(met)
          ? new Verdict.Overtaken<>()
          : new Verdict.Obstacle<>(new Absent(), true);
    }
  }

  /** Gives the lock up. */
  record Release(String table, ItemKey key, Holding mine) implements LockOperation<Absent, Absent> {
    @Override
    public long floor() {
      return mine.token().value();
    }

    @Override
    public UpdateItemRequest request(Stamp stamp) {
      return LockExpressions.RELEASE.on(
          table, key, ours(new Values(stamp).tombstone(), mine).map());
    }

    @Override
    public Absent applied(Stamp stamp) {
      return new Absent();
    }

    @Override
    public boolean hasLanded(Item met, Stamp stamp) {
      return met.number("rel", 0) == mine.token().value();
    }

    @Override
    public Verdict<Absent> judge(Item met, Stamp stamp) {
      return new Verdict.Obstacle<>(new Absent(), true);
    }
  }

  /** Gives our lease to the next of this process. */
  record HandOff(String table, ItemKey key, Duration leaseTime, Holding mine)
      implements LockOperation<Holding, Absent> {
    @Override
    public long floor() {
      return mine.token().value();
    }

    @Override
    public UpdateItemRequest request(Stamp stamp) {
      return LockExpressions.HAND_OFF.on(table, key, ours(lease(stamp, leaseTime), mine).map());
    }

    @Override
    public Holding applied(Stamp stamp) {
      return holding(stamp);
    }

    @Override
    public boolean hasLanded(Item met, Stamp stamp) {
      return holding(stamp).isIn(met);
    }

    @Override
    public Verdict<Absent> judge(Item met, Stamp stamp) {
      return mine.isIn(met)
          ? new Verdict.Overtaken<>()
          : new Verdict.Obstacle<>(new Absent(), true);
    }
  }

  /** Breaks the lease that was acquired with {@code seen}, whoever holds it. */
  record ForceUnlock(String table, ItemKey key, FencingToken seen)
      implements LockOperation<Absent, Absent> {
    @Override
    public long floor() {
      return seen.value();
    }

    @Override
    public UpdateItemRequest request(Stamp stamp) {
      return LockExpressions.FORCE_UNLOCK.on(
          table, key, new Values(stamp).number(":tok", seen.value()).tombstone().map());
    }

    @Override
    public Absent applied(Stamp stamp) {
      return new Absent();
    }

    @Override
    public boolean hasLanded(Item met, Stamp stamp) {
      return met.text("brk").filter(stamp.id()::equals).isPresent();
    }

    @Override
    public Verdict<Absent> judge(Item met, Stamp stamp) {
      return met.has("own") && met.number("tok", 0) == seen.value()
          ? new Verdict.Overtaken<>()
          : new Verdict.Obstacle<>(new Absent(), true);
    }

    /** The lock shows the last break only, but a lease is broken once. */
    @Override
    public Optional<String> doubt(Item met, Stamp stamp, Duration since) {
      return isBrokenSince(met, stamp) && met.number("tok", 0) != seen.value()
          ? Optional.of(BROKEN_AGAIN)
          : Optional.empty();
    }
  }
}
