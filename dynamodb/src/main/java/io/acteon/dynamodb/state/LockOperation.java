package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Stamp;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * One operation on a lock; pure. {@link LockWrite} is what makes it safe.
 *
 * @param <A> what an applied operation yields
 * @param <R> what a refused operation met
 */
interface LockOperation<A, R> {
  ItemKey key();

  /** The version that the operation's own version must be above. */
  default long floor() {
    return 0;
  }

  UpdateItemRequest request(Stamp stamp);

  A applied(Stamp stamp);

  /** Whether {@code met} shows that the write stamped {@code stamp} has landed. */
  boolean hasLanded(Item met, Stamp stamp);

  /** What it means that the condition of {@code request(stamp)} did not hold on {@code met}. */
  Verdict<R> judge(Item met, Stamp stamp);
}
