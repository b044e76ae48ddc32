package io.acteon.bench.state;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Many ask for one lock at the same moment, each once, and give it back at once: no holder comes
 * back before the others were served, so every turn but the first is a hand-over. Its latency is
 * that of the whole pass. Thread-safe.
 */
record LockPass(LockTurns turns, int askers) implements Work {
  @Override
  public int once(int client) throws InterruptedException {
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < askers; i++) {
      int asker = i;
      tasks.add(() -> turns.once(asker));
    }
    int passed = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> turn : threads.invokeAll(tasks)) {
        passed += turn.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("an asker for the lock failed", e);
    }
    return passed;
  }

  @Override
  public void verify() {
    turns.verify();
  }
}
