package io.acteon.dynamodb.audit;

import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The end of a thread that nobody interrupts: it is asked for with a deadline, which from then on
 * bounds each step. Thread-safe.
 */
final class Ending {
  private final TimeSource time;
  private final CompletableFuture<Deadline> asked = new CompletableFuture<>();
  private final CompletableFuture<Void> reached = new CompletableFuture<>();

  Ending(TimeSource time) {
    this.time = time;
  }

  /** Pauses, unless the end is asked for; answers whether it is. */
  boolean isAskedWithin(Duration pause) throws InterruptedException {
    return time.await(asked, pause);
  }

  boolean isAsked() {
    return asked.isDone();
  }

  /** The deadline of a step that begins now. */
  Deadline step(Duration atMost) {
    return asked.isDone() ? asked.join().atMost(atMost) : Deadline.in(atMost, time);
  }

  /** Called by the thread when it does nothing more. */
  void reach() {
    reached.complete(null);
  }

  /** Asks for the end and waits for it, at most until {@code deadline}; whether it came. */
  boolean await(Deadline deadline) {
    asked.complete(deadline);
    try {
      return deadline.await(reached);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return reached.isDone();
    }
  }
}
