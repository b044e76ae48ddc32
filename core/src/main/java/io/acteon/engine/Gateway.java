package io.acteon.engine;

import io.acteon.model.Action;
import io.acteon.model.FailureCode;
import io.acteon.model.Outcome;
import io.acteon.time.Deadline;
import java.util.List;

/** The dispatch pipeline of one process. Thread-safe. */
public final class Gateway implements AutoCloseable {

  /**
   * Decides on {@code action} and does what was decided.
   *
   * @throws DispatchException when there is no outcome to tell
   */
  public Outcome dispatch(Action action, Caller caller, Deadline deadline) {
    return notRouted(action);
  }

  /**
   * Tells what {@link #dispatch} would do: no provider is called, no state is changed, nothing is
   * audited.
   *
   * @throws DispatchException when that cannot be told
   */
  public Outcome dryRun(Action action, Caller caller, Deadline deadline) {
    return notRouted(action);
  }

  /**
   * Dispatches many actions under one rule set, at most 32 at once; slots in the order of the
   * actions.
   */
  public List<BatchSlot> dispatchBatch(
      List<Action> actions, boolean dryRun, Caller caller, Deadline deadline) {
    return actions.stream()
        .<BatchSlot>map(action -> new BatchSlot.Done(notRouted(action)))
        .toList();
  }

  private static Outcome notRouted(Action action) {
    return new Outcome.Failed(
        FailureCode.PROVIDER_NOT_FOUND, "no provider '" + action.provider() + "'", false, 0);
  }

  @Override
  public void close() {}
}
