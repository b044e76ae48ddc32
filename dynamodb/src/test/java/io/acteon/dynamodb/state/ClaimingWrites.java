package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.ItemWrite;
import io.acteon.dynamodb.internal.Stamps;
import io.acteon.model.Scope;
import io.acteon.state.Claims.Claim;
import io.acteon.state.Claims.Standing;
import io.acteon.state.Claims.Terms;
import io.acteon.state.Entries.Absent;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/**
 * The writes of claims as the store makes them, for tests of other packages that run them against
 * something else. Stateless.
 */
public final class ClaimingWrites {
  private static final StateKey NAME = new StateKey(new Scope("n", "t"), Kind.DEDUP, "claim");

  private final String table;
  private final ItemKey key;
  private final Stamps stamps;

  public ClaimingWrites(String table, ItemKey key, Stamps stamps) {
    this.table = table;
    this.key = key;
    this.stamps = stamps;
  }

  private <A, R> ItemWrite<A, R> ring(Operation<A, R> operation) {
    return new RingWrite<>(operation, stamps, table);
  }

  public ItemWrite<Claim, Standing> take(Terms terms, Duration maxSkew) {
    return ring(new ClaimWrites.Take(table, key, NAME, terms, maxSkew));
  }

  public ItemWrite<Standing.Completed, Absent> complete(Claim claim, String result) {
    return ring(new ClaimWrites.Complete(table, key, claim, result));
  }

  public ItemWrite<Absent, Absent> release(Claim claim) {
    return ring(new ClaimWrites.Release(table, key, claim));
  }

  public GetItemRequest read() {
    return Reads.request(table, key);
  }

  /** What stands in an item. */
  public static Optional<Standing> standing(
      Map<String, AttributeValue> attributes, long nowMillis) {
    return ClaimWrites.standing(new Item(attributes), nowMillis);
  }
}
