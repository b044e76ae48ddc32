package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Stamp;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * One operation on an item whose writes are fenced and leave their ids in its ring; pure. {@link
 * RingWrite} is what makes it safe.
 *
 * @param <A> what an applied operation yields
 * @param <R> what a refused operation met
 */
interface Operation<A, R> {
  ItemKey key();

  /** The version that the operation's own version must be above. */
  default long floor() {
    return 0;
  }

  UpdateItemRequest request(Stamp stamp);

  /**
   * The result of having been applied.
   *
   * @param seen the item as it was returned, before or after the write; may be empty
   */
  A applied(Stamp stamp, Item seen);

  /** What it means that the condition of {@code request(stamp)} did not hold on {@code met}. */
  Verdict<R> judge(Item met, Stamp stamp);
}
