package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Stamp;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * One operation on an item with writer slots; pure. {@link SlotWrite} is what makes it safe.
 *
 * @param <F> the form of a request, chosen by what the item was last seen to be
 * @param <A> what an applied operation yields
 * @param <R> what a refused operation met
 */
interface SlotOperation<F, A, R> {
  ItemKey key();

  /** The form to try first. */
  F first(Stamp stamp);

  /**
   * The request in one form.
   *
   * @param seen the slot's sequence where {@code guard} compares with it; any number elsewhere
   */
  UpdateItemRequest request(Stamp stamp, F form, SlotGuard guard, long seen);

  /** The result of a request that was applied, from the item as it is after it. */
  A applied(F form, Stamp stamp, Item after);

  /** The result of a request that landed without an answer, from the item as it is now. */
  A landed(F form, Stamp stamp, Item now);

  /**
   * What to do after a refusal.
   *
   * @param next the stamp of the next request, if there is one
   */
  SlotVerdict<F, R> judge(Item met, Stamp next);
}
