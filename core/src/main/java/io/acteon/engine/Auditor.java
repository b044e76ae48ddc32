package io.acteon.engine;

import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.model.Outcome;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a dispatch leaves in the trail: an intent before a provider is called, where the
 * trail is synchronous, and an outcome always. Thread-safe.
 */
final class Auditor {
  /**
   * An outcome after a send has a deadline of its own: the provider may have used up the request's.
   * Behind it stand the store's own retries and its spool.
   */
  private static final Duration AFTER_SEND = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Auditor.class);

  private final Optional<Trail> trail;
  private final TimeSource time;
  private final GatewayListener listener;

  Auditor(Optional<Trail> trail, TimeSource time, GatewayListener listener) {
    this.trail = trail;
    this.time = time;
    this.listener = listener;
  }

  /**
   * Makes the intent to send durable, where that is asked for.
   *
   * @throws DispatchException when it is not certain that it is
   */
  Optional<Receipt> intent(Ruled ruled) {
    if (trail.isEmpty() || !trail.get().store().mode().synchronous()) {
      return Optional.empty();
    }
    Trail to = trail.get();
    AuditRecord record = AuditEntry.intent(ruled, to, time.now(), elapsed(ruled));
    return switch (asked(() -> to.store().intent(record, ruled.deadline()))) {
      case Answer.Applied<Receipt, Refusal>(Receipt receipt) -> Optional.of(receipt);
      case Answer.Refused<Receipt, Refusal>(Refusal refusal) -> throw unavailable(refusal.reason());
      case Answer.Unknown<Receipt, Refusal>(String reason) -> throw unavailable(reason);
    };
  }

  /**
   * Records an outcome that came about without a send.
   *
   * @throws DispatchException when the trail is synchronous and did not take it
   */
  void decided(Ruled ruled, Outcome outcome) {
    if (trail.isEmpty()) {
      return;
    }
    Trail to = trail.get();
    Optional<String> problem =
        problem(write(to, ruled, outcome, Optional.empty(), ruled.deadline()));
    if (problem.isPresent()) {
      if (to.store().mode().synchronous()) {
        throw unavailable(problem.get());
      }
      lost(ruled, outcome, problem.get());
    }
  }

  /** Records an outcome after a send, which stands whatever the trail says. */
  void sent(Ruled ruled, Outcome outcome, Optional<Receipt> intent) {
    if (trail.isEmpty()) {
      return;
    }
    try {
      problem(write(trail.get(), ruled, outcome, intent, Deadline.in(AFTER_SEND, time)))
          .ifPresent(reason -> lost(ruled, outcome, reason));
    } catch (RuntimeException e) {
      LOG.error("the trail failed unexpectedly on record {}", ruled.request().id(), e);
      listener.auditLost(ruled.action());
    }
  }

  private Answer<Receipt, Refusal> write(
      Trail to, Ruled ruled, Outcome outcome, Optional<Receipt> intent, Deadline deadline) {
    AuditRecord record = AuditEntry.outcome(ruled, to, outcome, time.now(), elapsed(ruled));
    return asked(() -> to.store().outcome(record, intent, deadline));
  }

  private void lost(Ruled ruled, Outcome outcome, String reason) {
    LOG.error(
        "the trail did not take record {} (action '{}', outcome {}): {}",
        ruled.request().id(),
        ruled.action().id(),
        outcome.tag(),
        reason);
    listener.auditLost(ruled.action());
  }

  private Duration elapsed(Ruled ruled) {
    return Duration.ofNanos(time.nanos() - ruled.request().startedNanos());
  }

  private static Answer<Receipt, Refusal> asked(Supplier<Answer<Receipt, Refusal>> call) {
    try {
      return call.get();
    } catch (StoreException e) {
      return Answer.unknown(Objects.toString(e.getMessage()));
    } catch (IllegalArgumentException e) {
      // Trails say so of names and ids that they cannot keep.
      throw new DispatchException(
          DispatchException.Code.INVALID_ACTION,
          "the audit trail cannot keep this action: " + e.getMessage(),
          e);
    }
  }

  private static Optional<String> problem(Answer<Receipt, Refusal> answer) {
    return switch (answer) {
      case Answer.Applied<Receipt, Refusal> _ -> Optional.empty();
      case Answer.Refused<Receipt, Refusal>(Refusal refusal) -> Optional.of(refusal.reason());
      case Answer.Unknown<Receipt, Refusal>(String reason) -> Optional.of(reason);
    };
  }

  private static DispatchException unavailable(String reason) {
    return new DispatchException(
        DispatchException.Code.AUDIT_UNAVAILABLE,
        "the audit trail did not take the record that must come first; nothing was sent: "
            + reason);
  }
}
