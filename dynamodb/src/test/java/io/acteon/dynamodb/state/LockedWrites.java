package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.ItemWrite;
import io.acteon.dynamodb.internal.Stamps;
import io.acteon.dynamodb.state.LockObservation.Finding;
import io.acteon.dynamodb.state.LockWrites.Holding;
import io.acteon.dynamodb.state.SlotWrites.Mapped;
import io.acteon.state.Entries.Absent;
import io.acteon.state.FencingToken;
import io.acteon.state.Locks.Held;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/**
 * The writes of locks as the store makes them, for tests of other packages that run them against
 * something else. Stateless.
 */
public final class LockedWrites {
  /** The {@code seen} of an acquisition that takes over nothing. */
  public static final long NOTHING_SEEN = LockWrites.NOTHING_SEEN;

  private final String table;
  private final ItemKey key;
  private final Stamps stamps;

  public LockedWrites(String table, ItemKey key, Stamps stamps) {
    this.table = table;
    this.key = key;
    this.stamps = stamps;
  }

  /** A lease that was acquired. */
  public record Hold(String owner, FencingToken token) {
    private Holding holding() {
      return new Holding(owner, token);
    }
  }

  private <A, R> ItemWrite<A, R> lock(LockOperation<A, R> operation) {
    return new LockWrite<>(operation, stamps, table);
  }

  public ItemWrite<Hold, Held> acquire(Duration leaseTime, Duration maxSkew) {
    return takeOver(leaseTime, maxSkew, LockWrites.NOTHING_SEEN);
  }

  /** Also if the lease is still at the revision {@code seen}. */
  public ItemWrite<Hold, Held> takeOver(Duration leaseTime, Duration maxSkew, long seen) {
    return new Mapped<>(
        lock(new LockWrites.Acquire(table, key, leaseTime, maxSkew, seen)),
        LockedWrites::hold,
        held -> held);
  }

  public ItemWrite<Hold, Absent> handOff(Duration leaseTime, Hold mine) {
    return new Mapped<>(
        lock(new LockWrites.HandOff(table, key, leaseTime, mine.holding())),
        LockedWrites::hold,
        absent -> absent);
  }

  /** Takes back an acquisition whose outcome nobody knows. */
  public ItemWrite<Absent, Absent> withdraw(Hold perhaps) {
    return new LockWithdrawal(table, key, perhaps.holding(), stamps);
  }

  public ItemWrite<Absent, Absent> forceUnlock(FencingToken seen) {
    return lock(new LockWrites.ForceUnlock(table, key, seen));
  }

  private static Hold hold(Holding holding) {
    return new Hold(holding.owner(), holding.token());
  }

  public ItemWrite<Absent, Absent> extend(Duration leaseTime, Hold mine) {
    return lock(new LockWrites.Extend(table, key, leaseTime, mine.holding()));
  }

  public ItemWrite<Absent, Absent> release(Hold mine) {
    return lock(new LockWrites.Release(table, key, mine.holding()));
  }

  public GetItemRequest read() {
    return Reads.request(table, key);
  }

  /** What a read of the lock showed, and the monotonic reading meanwhile. */
  public record Glimpse(Map<String, AttributeValue> lock, long nanos) {}

  /** The revision at which a lease may be taken over after what a waiter has seen of it. */
  public static OptionalLong revisionToTakeOver(
      List<Glimpse> glimpses, Duration maxSkew, long nowMillis) {
    LockObservation observation = new LockObservation(maxSkew);
    OptionalLong revision = OptionalLong.empty();
    for (Glimpse glimpse : glimpses) {
      Finding finding =
          observation.see(new Item(glimpse.lock()), glimpse.nanos(), glimpse.nanos(), nowMillis);
      revision =
          finding instanceof Finding.Obtainable(long seen) && seen != LockWrites.NOTHING_SEEN
              ? OptionalLong.of(seen)
              : OptionalLong.empty();
    }
    return revision;
  }

  /** Who holds the lock in an item. */
  public static Optional<Held> holder(Map<String, AttributeValue> attributes) {
    return LockWrites.holder(new Item(attributes));
  }
}
