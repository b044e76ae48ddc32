package io.acteon.engine;

import io.acteon.model.Action;
import io.acteon.model.FailureCode;
import io.acteon.model.Outcome;
import io.acteon.provider.Delivery;
import io.acteon.provider.Provider;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Delivers one action by as many attempts as it takes and is allowed. A retry may deliver twice
 * when an answer was lost; providers pass the action's id on so that receivers can tell.
 * Thread-safe.
 */
final class Sender {
  private final ExecutorSettings settings;
  private final TimeSource time;
  private final Bulkhead bulkhead;
  private final Backoff backoff;
  private final Attempt attempt;

  Sender(ExecutorSettings settings, TimeSource time, GatewayListener listener) {
    this(settings, time, listener, () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * @param dice uniform in [0, 1): how much of each backoff is waited
   */
  Sender(
      ExecutorSettings settings, TimeSource time, GatewayListener listener, DoubleSupplier dice) {
    this.settings = settings;
    this.time = time;
    this.bulkhead = new Bulkhead(settings.maxConcurrent());
    this.backoff = new Backoff(settings.backoffBase(), settings.backoffCap(), dice);
    this.attempt = new Attempt(bulkhead, time, listener);
  }

  /** {@link Outcome.Executed} or {@link Outcome.Failed}; an interrupt ends it with the latter. */
  Outcome deliver(Provider provider, Action action, Deadline deadline) {
    int made = 0;
    try {
      while (true) {
        if (!bulkhead.enter(provider.name(), deadline)) {
          return busy(provider, made);
        }
        if (deadline.hasPassed()) {
          bulkhead.leave(provider.name());
          return late(provider, made);
        }
        made++;
        switch (attempt.make(provider, action, deadline.atMost(settings.timeout()))) {
          case Delivery.Delivered(var reply) -> {
            return new Outcome.Executed(reply);
          }
          case Delivery.Failed failed -> {
            Duration wait = backoff.after(made, failed.retryAfter());
            boolean again = failed.retryable() && made <= settings.maxRetries();
            if (!again || wait.compareTo(deadline.remaining()) >= 0) {
              return told(failed, made);
            }
            time.sleep(wait);
          }
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return interrupted(made);
    }
  }

  private static Outcome told(Delivery.Failed failed, int made) {
    return new Outcome.Failed(
        failed.code(), ErrorText.clipped(failed.message()), failed.retryable(), made);
  }

  private Outcome busy(Provider provider, int made) {
    return new Outcome.Failed(
        FailureCode.TIMEOUT,
        "provider '%s' had all its %d places taken until the request's deadline"
            .formatted(provider.name(), bulkhead.places()),
        true,
        made);
  }

  private static Outcome late(Provider provider, int made) {
    return new Outcome.Failed(
        FailureCode.TIMEOUT,
        "the request's deadline passed before provider '%s' could be called"
            .formatted(provider.name()),
        true,
        made);
  }

  private static Outcome interrupted(int made) {
    return new Outcome.Failed(
        FailureCode.EXECUTION_FAILED,
        made == 0
            ? "the dispatch was interrupted before anything was sent"
            : "the dispatch was interrupted; what was under way may have been delivered",
        true,
        made);
  }
}
