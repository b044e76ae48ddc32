package io.acteon.engine;

import io.acteon.model.Action;
import io.acteon.model.FailureCode;
import io.acteon.model.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * Hears what the gateway does, for metrics and tests. Implementations are thread-safe, quick and
 * never throw: they run on the dispatching thread.
 */
public interface GatewayListener {
  GatewayListener NONE = new GatewayListener() {};

  /** An action was taken in, dry runs included. */
  default void dispatched(Action action) {}

  /** An action got its outcome, {@link Outcome.DryRun} included. */
  default void finished(Action action, Outcome outcome, Duration latency) {}

  /** An action got no outcome. */
  default void faulted(Action action, DispatchException.Code code) {}

  /** One attempt to deliver has ended; {@code failure} is absent when it was delivered. */
  default void attempted(String provider, Optional<FailureCode> failure, Duration latency) {}

  /** A throttled action went through because the counter could not be asked. */
  default void throttleFailedOpen(String rule) {}

  /** A claim could not be completed or released at once; the background tries on. */
  default void settlementDeferred() {}

  /** A claim was neither completed nor released before its deadline; duplicates may execute. */
  default void settlementLost() {}

  /** The state store began to fail in {@code work}; told once until it serves again. */
  default void stateFailed(String work) {}

  /** The state store serves {@code work} again. */
  default void stateServed(String work) {}

  /** Something was done, but the audit trail did not take the record of it. */
  default void auditLost(Action action) {}
}
