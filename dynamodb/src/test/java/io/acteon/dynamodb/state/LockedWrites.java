package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.ItemWrite;
import io.acteon.dynamodb.internal.Stamps;
import io.acteon.dynamodb.state.LockWrites.Holding;
import io.acteon.dynamodb.state.SlotWrites.Mapped;
import io.acteon.state.Entries.Absent;
import io.acteon.state.FencingToken;
import io.acteon.state.Locks.Held;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/**
 * The writes of locks as the store makes them, for tests of other packages that run them against
 * something else. Stateless.
 */
public final class LockedWrites {
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
    return new Mapped<>(
        lock(new LockWrites.Acquire(table, key, leaseTime, maxSkew, LockWrites.NOTHING_SEEN)),
        holding -> new Hold(holding.owner(), holding.token()),
        held -> held);
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

  /** Who holds the lock in an item. */
  public static Optional<Held> holder(Map<String, AttributeValue> attributes) {
    return LockWrites.holder(new Item(attributes));
  }
}
