package io.acteon.engine;

import io.acteon.model.Action;
import io.acteon.model.FailureCode;
import io.acteon.provider.Delivery;
import io.acteon.provider.Provider;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a provider, on a virtual thread of its own, so that a provider which forgets its
 * deadline, or sits in a call that nothing ends, holds up its own place and not the dispatch.
 * Thread-safe.
 */
final class Attempt {
  /** A provider that keeps its deadline gets this long to say so itself. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  private final Bulkhead bulkhead;
  private final TimeSource time;
  private final GatewayListener listener;

  Attempt(Bulkhead bulkhead, TimeSource time, GatewayListener listener) {
    this.bulkhead = bulkhead;
    this.time = time;
    this.listener = listener;
  }

  /**
   * Calls {@code provider}, whose place the caller has taken; the place is given back when the
   * provider has really returned.
   */
  Delivery make(Provider provider, Action action, Deadline deadline) throws InterruptedException {
    long began = time.nanos();
    var answer = new CompletableFuture<Delivery>();
    Thread runner =
        Thread.ofVirtual()
            .name("send-" + provider.name())
            .start(() -> run(provider, action, deadline, answer));
    try {
      Delivery delivery =
          time.await(answer, deadline.remaining().plus(GRACE))
              ? answered(provider, action, answer)
              : overrun(provider, runner);
      listener.attempted(
          provider.name(), failure(delivery), Duration.ofNanos(time.nanos() - began));
      return delivery;
    } catch (InterruptedException e) {
      runner.interrupt();
      throw e;
    }
  }

  private void run(
      Provider provider, Action action, Deadline deadline, CompletableFuture<Delivery> answer) {
    Delivery delivery = null;
    Throwable fault = null;
    try {
      delivery = provider.send(action, deadline);
    } catch (Throwable e) {
      fault = e;
    } finally {
      // Before the answer: whoever has it may want the place at once.
      bulkhead.leave(provider.name());
    }
    if (delivery != null) {
      answer.complete(delivery);
    } else {
      answer.completeExceptionally(
          fault == null ? new NullPointerException("send answered null") : fault);
    }
  }

  private static Delivery answered(
      Provider provider, Action action, CompletableFuture<Delivery> answer) {
    try {
      return answer.join();
    } catch (CompletionException | CancellationException e) {
      Throwable fault = e.getCause() == null ? e : e.getCause();
      LOG.error(
          "provider '{}' threw on action '{}'; that is a defect of the provider",
          provider.name(),
          action.id(),
          fault);
      // The message stays in the log: it may hold what the client must not see.
      return Delivery.failed(
          FailureCode.EXECUTION_FAILED,
          "provider '%s' failed unexpectedly (%s); see the gateway's log"
              .formatted(provider.name(), fault.getClass().getSimpleName()));
    }
  }

  private static Delivery overrun(Provider provider, Thread runner) {
    runner.interrupt();
    LOG.warn("provider '{}' did not end an attempt by its deadline", provider.name());
    return Delivery.failed(
        FailureCode.TIMEOUT,
        "provider '%s' did not answer by the attempt's deadline".formatted(provider.name()));
  }

  private static Optional<FailureCode> failure(Delivery delivery) {
    return switch (delivery) {
      case Delivery.Delivered _ -> Optional.empty();
      case Delivery.Failed failed -> Optional.of(failed.code());
    };
  }
}
