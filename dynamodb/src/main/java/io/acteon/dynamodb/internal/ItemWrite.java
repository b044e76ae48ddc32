package io.acteon.dynamodb.internal;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The protocol of one write to one item, as a state machine: it says what to send, and is told what
 * the store said, until it is done. Pure but for the stamps it draws; for one thread at a time, and
 * for one run.
 *
 * <p>The store's answers are those to the last {@link Step.Send}. If none comes by the deadline,
 * the run is over and the outcome is unknown, unless nothing is open.
 *
 * @param <A> what an applied write yields
 * @param <R> what a refused write met
 */
public interface ItemWrite<A, R> {

  /** The first request. */
  Step<A, R> start();

  /**
   * The last request was applied.
   *
   * @param returned what its {@code ReturnValues} asked for; empty if nothing
   */
  Step<A, R> applied(Map<String, AttributeValue> returned);

  /**
   * The last request's condition did not hold.
   *
   * @param met the item as it stood, empty if there was none
   * @param open whether an earlier attempt of the same request may have been applied, or may be yet
   */
  Step<A, R> refused(Map<String, AttributeValue> met, boolean open);
}
