package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.ItemWrite;
import io.acteon.dynamodb.internal.Stamps;
import io.acteon.state.Entries.Absent;
import io.acteon.state.Entry;
import io.acteon.state.FencingToken;
import io.acteon.state.Ttl;
import io.acteon.state.Version;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/**
 * The writes of entries as the store makes them, for tests of other packages that run them against
 * something else. Stateless.
 */
public final class ItemWrites {
  public static final String FENCE = Fragments.FENCE;
  public static final String RING = Fragments.RING;
  public static final String SET_TOMBSTONE = Fragments.SET_TOMBSTONE;
  public static final String SET_EXPIRY = Fragments.SET_EXPIRY;
  public static final String REMOVE_EXPIRY = Fragments.REMOVE_EXPIRY;

  private final String table;
  private final ItemKey key;
  private final Stamps stamps;

  public ItemWrites(String table, ItemKey key, Stamps stamps) {
    this.table = table;
    this.key = key;
    this.stamps = stamps;
  }

  private <A, R> ItemWrite<A, R> ring(Operation<A, R> operation) {
    return new RingWrite<>(operation, stamps, table);
  }

  public ItemWrite<Version, Void> set(String value, Ttl ttl) {
    return ring(new EntryWrites.Set(table, key, value, ttl));
  }

  public ItemWrite<Version, Entry> checkAndSet(String value, Ttl ttl) {
    return ring(new EntryWrites.CheckAndSet(table, key, value, ttl));
  }

  public ItemWrite<Version, Optional<Entry>> compareAndSwap(
      Version expected, String value, Ttl ttl) {
    return ring(new EntryWrites.CompareAndSwap(table, key, expected.value(), value, ttl));
  }

  public ItemWrite<Version, Absent> delete() {
    return ring(new EntryWrites.Delete(table, key));
  }

  public ItemWrite<Version, FencingToken> fencedSet(String value, FencingToken token) {
    return ring(new EntryWrites.FencedSet(table, key, value, Ttl.NEVER, token));
  }

  public GetItemRequest read() {
    return Reads.request(table, key);
  }

  /** What {@code get} makes of an item. */
  public Optional<Entry> entry(Map<String, AttributeValue> attributes, long nowMillis) {
    Item item = new Item(attributes);
    stamps.observe(Fate.newest(item));
    return EntryWrites.liveEntry(item, nowMillis);
  }
}
