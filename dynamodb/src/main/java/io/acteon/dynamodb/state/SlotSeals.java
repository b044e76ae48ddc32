package io.acteon.dynamodb.state;

import static io.acteon.dynamodb.state.Fragments.ABSENT;
import static io.acteon.dynamodb.state.Fragments.PRESENT;
import static io.acteon.dynamodb.state.Fragments.SET_TOMBSTONE;

import io.acteon.dynamodb.internal.Expression;
import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Stamp;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The write that moves a slot on, so that nothing older can land through it any more. */
final class SlotSeals {
  private SlotSeals() {}

  static UpdateItemRequest request(String table, ItemKey key, Item met, Stamp stamp, String epoch) {
    SlotGuard guard = SlotGuard.after(met, epoch);
    String condition = met.exists() ? PRESENT + " AND " + guard.condition : ABSENT;
    String update = met.exists() ? "SET #w=:v" : "SET #w=:v, " + SET_TOMBSTONE;
    return Expression.of(condition, update, alias -> SlotGuard.attribute(alias, epoch))
        .on(
            table,
            key,
            new Values(stamp)
                .number(":seen", SlotGuard.sequence(met, epoch).orElse(0))
                .tombstone()
                .map());
  }
}
