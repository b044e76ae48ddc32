package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Stamp;
import java.time.Duration;
import java.util.Optional;
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

  /**
   * Why it is not known whether a lost attempt stamped {@code stamp} has landed, where {@code met}
   * does not show it and is too new for it to land any more: it may have landed, and been undone by
   * another. Empty if it never landed, or if whoever asks need not be told the difference: the
   * holder of a lease wants to know whether the lease is his now.
   *
   * @param since how long ago the stamp was made, by the monotonic clock
   */
  default Optional<String> doubt(Item met, Stamp stamp, Duration since) {
    return Optional.empty();
  }
}
