package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Expression;
import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Stamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Slots of processes that have not written to an item for an hour, mostly because they are gone.
 * Removing them keeps items small; the floor {@code lo} then stands for all of them, so that what
 * they may still have on its way is refused as it was by their slots. Immutable.
 *
 * @param epochs whose slots
 * @param floor the newest sequence among them
 */
record IdleSlots(List<String> epochs, long floor) {
  static final IdleSlots NONE = new IdleSlots(List.of(), 0);

  /** Longer than any request can travel and than any operation may take. */
  private static final Duration IDLE = Duration.ofHours(1);

  /** How many are removed in one write. */
  private static final int MOST = 20;

  /** The idle slots in an item, the process's own excepted. */
  static IdleSlots in(Item item, String ownEpoch, Stamp now) {
    long newest = (now.nowMillis() - IDLE.toMillis()) * 1_000;
    List<String> epochs = new ArrayList<>();
    long floor = 0;
    for (String name : item.attributes().keySet()) {
      if (name.startsWith(SlotGuard.SEQUENCE) && epochs.size() < MOST) {
        String epoch = name.substring(SlotGuard.SEQUENCE.length());
        long sequence = item.number(name, 0);
        if (sequence < newest && !epoch.equals(ownEpoch)) {
          epochs.add(epoch);
          floor = Math.max(floor, sequence);
        }
      }
    }
    return epochs.isEmpty() ? NONE : new IdleSlots(List.copyOf(epochs), floor);
  }

  boolean isEmpty() {
    return epochs.isEmpty();
  }

  /**
   * Removes the slots, unless one of them or the floor has moved on. It needs no slot of its own:
   * applied late or twice, it only removes what is idle below the floor that it sets.
   */
  Housekeeping.Tidying removal(String table, ItemKey key) {
    StringBuilder condition =
        new StringBuilder("attribute_exists(#pk) AND (attribute_not_exists(#lo) OR #lo <= :lo)");
    StringBuilder removed = new StringBuilder();
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < epochs.size(); i++) {
      String sequence = "g" + i;
      String result = "gr" + i;
      names.put(sequence, SlotGuard.SEQUENCE + epochs.get(i));
      names.put(result, SlotGuard.RESULT + epochs.get(i));
      condition.append(" AND (attribute_not_exists(#%1$s) OR #%1$s <= :lo)".formatted(sequence));
      removed.append(i == 0 ? " #" : ", #").append(sequence).append(", #").append(result);
    }
    Expression expression =
        Expression.of(
            condition.toString(),
            "SET #lo=:lo REMOVE" + removed,
            alias -> names.getOrDefault(alias, alias));
    Map<String, AttributeValue> values = Map.of(":lo", AttributeValue.fromN(Long.toString(floor)));
    return new Housekeeping.Tidying(expression.on(table, key, values));
  }
}
