package io.acteon.provider;

import io.acteon.model.Action;
import io.acteon.time.Deadline;

/** Delivers actions to one destination in the outside world. Thread-safe. */
public interface Provider extends AutoCloseable {

  /** The name that actions call it by. */
  String name();

  /**
   * Makes one attempt to deliver; retrying is the caller's business. Expected failures are values.
   *
   * @param deadline of this attempt
   */
  Delivery send(Action action, Deadline deadline) throws InterruptedException;

  @Override
  default void close() {}
}
