package io.acteon.bench.state;

import io.acteon.bench.compare.Work;
import io.acteon.bench.state.LockTurns.Turn;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Many ask for one lock, each once, and give it back at once: no holder comes back before the
 * others were served, so every turn but the first is a hand-over. Counted are hand-overs, measured
 * is the time from when the first holder begins to give the lock back until the last has it; the
 * requests of the whole pass are theirs. Thread-safe.
 */
record LockPass(LockTurns turns, int askers, Arrival arrival) implements Work {
  /** A little more than the time between two polls. */
  private static final Duration WHILE_OTHERS_COME = LockTurns.POLL.plusMillis(10);

  /** When they ask. */
  enum Arrival {
    /** All at the same moment, so that those who poll do so in step. */
    TOGETHER,
    /** At random within the time between two polls, while the first holds the lock. */
    SPREAD
  }

  @Override
  public int once(int client) throws InterruptedException {
    return measured(client).count();
  }

  @Override
  public Done measured(int client) throws InterruptedException {
    CountDownLatch held = new CountDownLatch(arrival == Arrival.SPREAD ? 1 : 0);
    List<Callable<Turn>> tasks = new ArrayList<>();
    for (int i = 0; i < askers; i++) {
      int asker = i;
      tasks.add(() -> turn(asker, held));
    }
    long firstGivesBack = Long.MAX_VALUE;
    long lastHasIt = Long.MIN_VALUE;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Turn> future : threads.invokeAll(tasks)) {
        Turn turn = future.get();
        firstGivesBack = Math.min(firstGivesBack, turn.givingBack());
        lastHasIt = Math.max(lastHasIt, turn.taken());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("an asker for the lock failed", e);
    }
    return new Done(askers - 1, lastHasIt - firstGivesBack);
  }

  private Turn turn(int asker, CountDownLatch held) throws InterruptedException {
    if (arrival == Arrival.TOGETHER) {
      return turns.turn(asker, () -> {});
    }
    if (asker == 0) {
      return turns.turn(
          asker,
          () -> {
            held.countDown();
            TimeSource.system().sleep(WHILE_OTHERS_COME);
          });
    }
    held.await();
    long nanos = ThreadLocalRandom.current().nextLong(LockTurns.POLL.toNanos());
    TimeSource.system().sleep(Duration.ofNanos(nanos));
    return turns.turn(asker, () -> {});
  }

  @Override
  public void verify() {
    turns.verify();
  }
}
