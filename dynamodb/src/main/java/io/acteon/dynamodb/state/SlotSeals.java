package io.acteon.dynamodb.state;

import static io.acteon.dynamodb.state.Fragments.ABSENT;
import static io.acteon.dynamodb.state.Fragments.DEAD;
import static io.acteon.dynamodb.state.Fragments.PRESENT;
import static io.acteon.dynamodb.state.Fragments.SET_TOMBSTONE;

import io.acteon.dynamodb.internal.Expression;
import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Stamp;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The write that moves a slot on, so that nothing older can land through it any more. It is kept
 * for as long as a lost request lives, also where what it stands on was dead long ago.
 */
final class SlotSeals {
  private SlotSeals() {}

  static UpdateItemRequest request(String table, ItemKey key, Item met, Stamp stamp, String epoch) {
    return seal(met, stamp.nowMillis(), SlotGuard.after(met, epoch).condition, epoch)
        .on(
            table,
            key,
            new Values(stamp)
                .number(":seen", SlotGuard.sequence(met, epoch).orElse(0))
                .tombstone()
                .map());
  }

  private static Expression seal(Item met, long nowMillis, String unmoved, String epoch) {
    UnaryOperator<String> names = alias -> SlotGuard.attribute(alias, epoch);
    if (!met.exists()) {
      return Expression.of(ABSENT, "SET #w=:v, " + SET_TOMBSTONE, names);
    }
    return Liveness.isLive(met, nowMillis)
        ? Expression.of(PRESENT + " AND " + unmoved, "SET #w=:v", names)
        : Expression.of(
            PRESENT + " AND " + DEAD + " AND " + unmoved, "SET #w=:v, #ttl=:ttl", names);
  }
}
