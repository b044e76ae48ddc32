package io.acteon.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/** Does many things side by side, on virtual threads that end with the batch. */
final class Batch {
  /** How many of one batch are under way at once. */
  static final int WIDTH = 32;

  private Batch() {}

  /**
   * The results in the order of the items.
   *
   * @param work never throws; an interrupt of the caller is passed on to the threads it runs on
   * @param dead what stands for an item whose thread has died of an {@link Error}, which its
   *     thread's handler has logged
   */
  static <T, R> List<R> run(List<T> items, Function<T, R> work, Function<T, R> dead) {
    var results = new AtomicReferenceArray<R>(items.size());
    var next = new AtomicInteger();
    Runnable worker =
        () -> {
          for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
            results.set(i, work.apply(items.get(i)));
          }
        };
    var workers = new ArrayList<Thread>();
    for (int i = 0; i < Math.min(WIDTH, items.size()); i++) {
      workers.add(Thread.ofVirtual().name("batch-" + i).start(worker));
    }
    join(workers);
    var answer = new ArrayList<R>(items.size());
    for (int i = 0; i < items.size(); i++) {
      R result = results.get(i);
      answer.add(result == null ? dead.apply(items.get(i)) : result);
    }
    return answer;
  }

  /** What is told of an action whose thread has died. */
  static DispatchException notReached() {
    return new DispatchException(
        DispatchException.Code.INTERNAL, "the action was not dispatched; see the log");
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
