package io.acteon.engine;

import io.acteon.audit.AuditStore.Receipt;
import io.acteon.model.Action;
import io.acteon.model.Outcome;
import io.acteon.rules.Decision;
import io.acteon.rules.Facts;
import io.acteon.rules.RuleSet;
import io.acteon.rules.Trace;
import io.acteon.rules.TraceOptions;
import io.acteon.state.StateStore;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import io.acteon.time.UuidV7;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dispatch pipeline of one process: decide purely, then act, one way through. Thread-safe; runs
 * on the caller's thread, which should be a virtual one.
 *
 * <p>The way of an action: rules, then the verdict's state work, then the intent, then the
 * provider, then the claim's completion, then the outcome's record, then the answer. It takes no
 * ownership of the parts it is made of.
 */
public final class Gateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  /** How long {@link #close()} waits for claims that are still being completed. */
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final Parts parts;
  private final StateWatch watch;
  private final StateGate gate;
  private final Sender sender;
  private final Settlement settlement;
  private final Auditor auditor;
  private final Replays replays;
  private volatile boolean closed;

  public Gateway(Parts parts) {
    this.parts = parts;
    this.watch = new StateWatch(parts.time(), parts.listener());
    this.gate = new StateGate(parts.state(), watch, parts.time(), parts.listener());
    this.sender = new Sender(parts.executor(), parts.time(), parts.listener());
    this.settlement = new Settlement(parts.state().claims(), parts.time(), parts.listener());
    this.auditor = new Auditor(parts.trail(), parts.time(), parts.listener());
    this.replays =
        new Replays(this, parts.state().claims(), watch, settlement, parts.ids(), parts.time());
  }

  /**
   * Decides on {@code action} and does what was decided.
   *
   * @throws DispatchException when there is no outcome to tell
   */
  public Outcome dispatch(Action action, Caller caller, Deadline deadline) {
    return dispatch(action, false, caller, deadline, rules().current());
  }

  /**
   * Tells what {@link #dispatch} would do by the rules: no provider is called, no state is changed,
   * nothing is audited.
   *
   * @throws DispatchException when that cannot be told
   */
  public Outcome dryRun(Action action, Caller caller, Deadline deadline) {
    return dispatch(action, true, caller, deadline, rules().current());
  }

  /**
   * Dispatches many actions under one rule set, at most {@link Batch#WIDTH} at once; slots in the
   * order of the actions. Which of several duplicates in one batch is executed is not said.
   */
  public List<BatchSlot> dispatchBatch(
      List<Action> actions, boolean dryRun, Caller caller, Deadline deadline) {
    RuleSet rules = rules().current();
    return Batch.run(
        actions,
        action -> slot(action, dryRun, caller, deadline, rules),
        _ -> new BatchSlot.Failed(Batch.notReached()));
  }

  /** Sends again what the trail has kept. */
  public Replays replays() {
    return replays;
  }

  /**
   * Tells how the rules would decide about {@code action}, rule by rule; state is read, nothing is
   * changed.
   *
   * @throws StoreException when a rule's condition reads state and the store does not answer
   */
  public Trace explain(Action action, TraceOptions options, Deadline deadline) {
    var reads = new RuleReads(parts.state(), action.scope(), deadline);
    return rules().current().explain(action, new Facts(parts.time().now(), reads), options);
  }

  public RuleBook rules() {
    return parts.rules();
  }

  public Providers providers() {
    return parts.providers();
  }

  private BatchSlot slot(
      Action action, boolean dryRun, Caller caller, Deadline deadline, RuleSet rules) {
    try {
      return new BatchSlot.Done(dispatch(action, dryRun, caller, deadline, rules));
    } catch (DispatchException e) {
      return new BatchSlot.Failed(e);
    }
  }

  private Outcome dispatch(
      Action action, boolean dryRun, Caller caller, Deadline deadline, RuleSet rules) {
    TimeSource time = parts.time();
    var request =
        new Request(
            parts.ids().next().toString(),
            action,
            caller,
            deadline,
            rules,
            time.now(),
            time.nanos());
    parts.listener().dispatched(action);
    try {
      admit(request);
      Ruled ruled = rule(request);
      Outcome outcome = dryRun ? ruled.wouldBe() : act(ruled);
      parts
          .listener()
          .finished(action, outcome, Duration.ofNanos(time.nanos() - request.startedNanos()));
      return outcome;
    } catch (DispatchException e) {
      parts.listener().faulted(action, e.code());
      throw e;
    } catch (RuntimeException e) {
      LOG.error("dispatch {} of action '{}' failed unexpectedly", request.id(), action.id(), e);
      parts.listener().faulted(action, DispatchException.Code.INTERNAL);
      throw new DispatchException(
          DispatchException.Code.INTERNAL,
          "internal error; the gateway's log has it as dispatch " + request.id(),
          e);
    }
  }

  private void admit(Request request) {
    if (closed || Thread.currentThread().isInterrupted()) {
      throw new DispatchException(
          DispatchException.Code.INTERRUPTED,
          closed ? "the gateway is shutting down" : "the dispatch was interrupted");
    }
    if (request.deadline().hasPassed()) {
      throw new DispatchException(
          DispatchException.Code.DEADLINE_EXCEEDED,
          "the request's time was over before it was looked at; nothing was done");
    }
  }

  private Ruled rule(Request request) {
    var reads = new RuleReads(parts.state(), request.action().scope(), request.deadline());
    try {
      Decision decision =
          request.rules().decide(request.action(), new Facts(request.dispatchedAt(), reads));
      if (reads.haveAsked()) {
        watch.served(StateWatch.Work.CONDITION);
      }
      return new Ruled(request, decision);
    } catch (StoreException e) {
      watch.failed(StateWatch.Work.CONDITION, String.valueOf(e.getMessage()));
      throw new DispatchException(
          DispatchException.Code.STATE_UNAVAILABLE,
          "a rule's condition reads state, and the state store did not answer; nothing was done",
          e);
    }
  }

  private Outcome act(Ruled ruled) {
    return switch (Plan.of(ruled, parts.providers())) {
      case Plan.Answer(Outcome outcome) -> decided(ruled, outcome);
      case Plan.Send send ->
          switch (gate.pass(ruled)) {
            case Passage.Closed(Outcome outcome) -> decided(ruled, outcome);
            case Passage.Open(Optional<HeldClaim> claim) -> execute(ruled, send, claim);
          };
    };
  }

  private Outcome decided(Ruled ruled, Outcome outcome) {
    auditor.decided(ruled, outcome);
    return outcome;
  }

  private Outcome execute(Ruled ruled, Plan.Send send, Optional<HeldClaim> claim) {
    Outcome outcome;
    Optional<Receipt> intent;
    try {
      intent = auditor.intent(ruled);
      outcome = send.told(sender.deliver(send.provider(), send.action(), ruled.deadline()));
    } catch (RuntimeException | Error e) {
      Shield.run(() -> claim.ifPresent(settlement::release));
      throw e;
    }
    Shield.run(() -> {
      claim.ifPresent(held -> settle(held, ruled, outcome));
      auditor.sent(ruled, outcome, intent);
    });
    return outcome;
  }

  private void settle(HeldClaim held, Ruled ruled, Outcome outcome) {
    switch (outcome) {
      case Outcome.Executed _, Outcome.Rerouted _ ->
          settlement.complete(held, ClaimResult.of(ruled, outcome));
      case Outcome.Failed _ -> settlement.release(held);
      case Outcome.Deduplicated _, Outcome.Suppressed _, Outcome.Throttled _, Outcome.DryRun _ ->
          throw new IllegalStateException("not the outcome of a send: " + outcome);
    }
  }

  /** Takes no more dispatches, and finishes or gives up what goes on behind answers. */
  public void close(Deadline deadline) {
    closed = true;
    settlement.close(deadline);
  }

  @Override
  public void close() {
    close(Deadline.in(CLOSING, parts.time()));
  }

  /**
   * What a gateway is made of. Whoever made the parts closes them, after the gateway.
   *
   * @param trail absent when nothing is audited
   */
  public record Parts(
      RuleBook rules,
      Providers providers,
      StateStore state,
      Optional<Trail> trail,
      ExecutorSettings executor,
      TimeSource time,
      UuidV7 ids,
      GatewayListener listener) {}
}
