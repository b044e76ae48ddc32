package io.acteon.testkit.state;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * Blocking work on a virtual thread of its own, with its answer. Immutable but for the thread.
 *
 * @param thread where the work runs, to be waited for or interrupted
 */
public record Background<T>(Thread thread, CompletableFuture<T> answer) {

  public static <T> Background<T> start(Callable<T> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    return new Background<>(Thread.startVirtualThread(() -> run(work, answer)), answer);
  }

  public boolean isDone() {
    return answer.isDone();
  }

  public T join() {
    return answer.join();
  }

  private static <T> void run(Callable<T> work, CompletableFuture<T> answer) {
    try {
      answer.complete(work.call());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.completeExceptionally(e);
    } catch (Exception | AssertionError e) {
      answer.completeExceptionally(e);
    }
  }
}
