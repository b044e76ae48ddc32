package io.acteon.simulator.engine;

import io.acteon.simulator.expression.BoundCondition;
import io.acteon.simulator.expression.Change;
import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * A write of one item, parsed and checked as far as it can be without looking at the item.
 * Immutable.
 *
 * @param returnOldOnFailure whether a failed condition shows the item
 */
record WriteRequest(
    String table,
    ItemKey key,
    Action action,
    @Nullable BoundCondition condition,
    boolean returnOldOnFailure) {
  static final int MAX_ITEM = 400 * 1024; // bytes, DynamoDB's limit

  /** What is to be done to the item. */
  sealed interface Action {
    /** Replace it. */
    record Put(Item item) implements Action {}

    /** Change it. */
    record Update(Change change) implements Action {}

    /** Remove it. */
    record Delete() implements Action {}

    /** Nothing: only the condition counts. */
    record Check() implements Action {}
  }

  /** The write's result on one state. */
  record Result(boolean conditionHeld, @Nullable Item old, @Nullable Item now) {}

  /** Evaluates the write; refuses what the item at hand makes impossible. */
  Result evaluate(Table current) {
    Item old = current.get(key);
    if (condition != null && !condition.test(old == null ? Item.EMPTY : old)) {
      return new Result(false, old, action instanceof Action.Put put ? put.item() : old);
    }
    return new Result(
        true,
        old,
        switch (action) {
          case Action.Put put -> checked(current, put.item(), "Item size");
          case Action.Update update -> updated(current, update.change(), old);
          case Action.Delete _ -> null;
          case Action.Check _ -> old;
        });
  }

  private Item updated(Table current, Change change, @Nullable Item old) {
    Item base = old == null ? Item.of(current.keys().attributes(key)) : old;
    return checked(current, change.apply(base), "Item size to update");
  }

  private static Item checked(Table table, Item item, String what) {
    table.indexes().values().forEach(index -> index.schema().check(item));
    if (item.size() > MAX_ITEM) {
      throw Rejection.validation(what + " has exceeded the maximum allowed size");
    }
    return item;
  }
}
