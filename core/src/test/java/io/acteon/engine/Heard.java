package io.acteon.engine;

import io.acteon.model.Action;
import io.acteon.model.FailureCode;
import io.acteon.model.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a gateway told its listener, in order. Thread-safe. */
final class Heard implements GatewayListener {
  final List<String> all = new CopyOnWriteArrayList<>();

  /** What was heard of the state store; not among {@link #all}. */
  final List<String> state = new CopyOnWriteArrayList<>();

  private final BlockingQueue<String> stream = new LinkedBlockingQueue<>();

  /** Waits until {@code event} is heard that no one has waited for yet. */
  void awaits(String event) throws InterruptedException {
    String heard = "";
    while (!heard.equals(event)) {
      heard = stream.poll(10, TimeUnit.SECONDS);
      if (heard == null) {
        throw new AssertionError("not heard within 10 s: " + event + "; but " + all);
      }
    }
  }

  private void hear(String event) {
    all.add(event);
    stream.add(event);
  }

  @Override
  public void dispatched(Action action) {
    hear("dispatched");
  }

  @Override
  public void finished(Action action, Outcome outcome, Duration latency) {
    hear(outcome.tag());
  }

  @Override
  public void faulted(Action action, DispatchException.Code code) {
    hear(code.name());
  }

  @Override
  public void attempted(String provider, Optional<FailureCode> failure, Duration latency) {
    hear("attempt " + failure.map(FailureCode::name).orElse("ok"));
  }

  @Override
  public void throttleFailedOpen(String rule) {
    hear("failed open " + rule);
  }

  @Override
  public void settlementDeferred() {
    hear("deferred");
  }

  @Override
  public void settlementLost() {
    hear("settlement lost");
  }

  @Override
  public void stateFailed(String work) {
    state.add("failed: " + work);
  }

  @Override
  public void stateServed(String work) {
    state.add("served: " + work);
  }

  @Override
  public void auditLost(Action action) {
    hear("audit lost");
  }
}
