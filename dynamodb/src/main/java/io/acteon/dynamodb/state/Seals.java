package io.acteon.dynamodb.state;

import static io.acteon.dynamodb.state.Fragments.ABSENT;
import static io.acteon.dynamodb.state.Fragments.DEAD;
import static io.acteon.dynamodb.state.Fragments.LIVE;
import static io.acteon.dynamodb.state.Fragments.PRESENT;
import static io.acteon.dynamodb.state.Fragments.SET_TOMBSTONE;
import static io.acteon.dynamodb.state.Fragments.UNSEALED;

import io.acteon.dynamodb.internal.Expression;
import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Stamp;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The writes that keep a lost attempt from landing later. They answer the item as it was, because
 * the attempt may have landed just before them. A seal that is applied twice or late only raises
 * the fence.
 */
final class Seals {
  private static final Expression LIVE_ITEM =
      Expression.of(PRESENT + " AND " + LIVE + " AND " + UNSEALED, "SET #f=:v")
          .returning(ReturnValue.ALL_OLD);

  /** Leaves a tombstone, which carries the fence where there is no item. */
  private static final Expression DEAD_ITEM =
      Expression.of(
              ABSENT + " OR (" + DEAD + " AND " + UNSEALED + ")", "SET #f=:v, " + SET_TOMBSTONE)
          .returning(ReturnValue.ALL_OLD);

  private Seals() {}

  /** The seal against the write stamped {@code stamp}, for an item in the state of {@code met}. */
  static UpdateItemRequest request(String table, ItemKey key, Item met, Stamp stamp) {
    Expression seal = Liveness.isLive(met, stamp.nowMillis()) ? LIVE_ITEM : DEAD_ITEM;
    return seal.on(table, key, new Values(stamp).tombstone().map());
  }
}
