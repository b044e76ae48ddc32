package io.acteon.engine;

import io.acteon.model.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/** Dispatches the actions of a batch side by side, on virtual threads that end with it. */
final class Batch {
  /** How many actions of one batch are under way at once. */
  static final int WIDTH = 32;

  private Batch() {}

  /**
   * The slots in the order of the actions.
   *
   * @param dispatch never throws; an interrupt of the caller is passed on to the threads it runs on
   */
  static List<BatchSlot> run(List<Action> actions, Function<Action, BatchSlot> dispatch) {
    var slots = new AtomicReferenceArray<BatchSlot>(actions.size());
    var next = new AtomicInteger();
    Runnable worker =
        () -> {
          for (int i = next.getAndIncrement(); i < actions.size(); i = next.getAndIncrement()) {
            slots.set(i, dispatch.apply(actions.get(i)));
          }
        };
    var workers = new ArrayList<Thread>();
    for (int i = 0; i < Math.min(WIDTH, actions.size()); i++) {
      workers.add(Thread.ofVirtual().name("batch-" + i).start(worker));
    }
    join(workers);
    var answer = new ArrayList<BatchSlot>(actions.size());
    for (int i = 0; i < actions.size(); i++) {
      answer.add(Objects.requireNonNullElseGet(slots.get(i), Batch::notReached));
    }
    return answer;
  }

  /** Only where a thread has died of an {@link Error}, which its thread's handler has logged. */
  private static BatchSlot notReached() {
    return new BatchSlot.Failed(
        new DispatchException(
            DispatchException.Code.INTERNAL, "the action was not dispatched; see the log"));
  }

  private static void join(List<Thread> workers) {
    boolean interrupted = false;
    for (Thread worker : workers) {
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException _) {
          interrupted = true;
          workers.forEach(Thread::interrupt);
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
