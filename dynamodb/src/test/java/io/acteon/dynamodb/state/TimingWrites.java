package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.ItemWrite;
import io.acteon.dynamodb.internal.Stamps;
import io.acteon.model.Scope;
import io.acteon.state.Entries.Absent;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.Timers.Claimed;
import io.acteon.state.Timers.Timer;
import io.acteon.state.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/**
 * The writes of timers as the store makes them, for tests of other packages that run them against
 * something else. Stateless.
 */
public final class TimingWrites {
  public static final String DUE_CHECK = "#td = :due AND #td <= :now";
  public static final String OWNER_CHECK = "#own = :me AND #ver = :claimed";
  public static final String CLAIMING = "SET #td=:until, #own=:oid";
  public static final String PUTTING = "#cls=:cls";

  private static final StateKey NAME =
      new StateKey(new Scope("n", "t"), new Kind("alarm", Kind.Shape.POINT), "timer");
  private static final String CLASS = "work";
  private static final String SHARD = "shard";

  private final String table;
  private final ItemKey key;
  private final Stamps stamps;

  public TimingWrites(String table, ItemKey key, Stamps stamps) {
    this.table = table;
    this.key = key;
    this.stamps = stamps;
  }

  private <A, R> ItemWrite<A, R> ring(Operation<A, R> operation) {
    return new RingWrite<>(operation, stamps, table);
  }

  public ItemWrite<Version, Void> put(Instant due, String payload) {
    return ring(new TimerWrites.Put(table, key, NAME, CLASS, SHARD, due, payload));
  }

  public ItemWrite<Version, Absent> remove() {
    return ring(new TimerWrites.Remove(table, key));
  }

  /**
   * A claim of what the index shows.
   *
   * @param dueMillis when the timer may be claimed, as the index has it
   */
  public ItemWrite<Optional<Claimed>, Absent> take(
      long dueMillis, Duration lease, Duration maxSkew) {
    return ring(new TimerWrites.Take(table, key, SHARD, dueMillis, lease, maxSkew));
  }

  public ItemWrite<Absent, Absent> complete(Claimed claimed) {
    return ring(new TimerWrites.Complete(table, key, claimed));
  }

  public ItemWrite<Version, Absent> reschedule(Claimed claimed, Instant due, String payload) {
    return ring(new TimerWrites.Reschedule(table, key, claimed, SHARD, due, payload));
  }

  public GetItemRequest read() {
    return Reads.request(table, key);
  }

  /** A look at the index, which may lag, by way of a read of the item that may be stale. */
  public GetItemRequest look() {
    return read().toBuilder().consistentRead(false).build();
  }

  /** When the timer of an item may be claimed, as the index shows it; empty if it is not there. */
  public static OptionalLong claimable(Map<String, AttributeValue> attributes) {
    return new Item(attributes).number(StateTable.DUE_AT);
  }

  public static Optional<Timer> timer(Map<String, AttributeValue> attributes) {
    return TimerWrites.timer(new Item(attributes));
  }
}
