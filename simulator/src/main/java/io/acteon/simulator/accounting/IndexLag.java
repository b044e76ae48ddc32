package io.acteon.simulator.accounting;

import io.acteon.simulator.engine.Engine;
import io.acteon.simulator.engine.IndexChange;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/**
 * Shows each index change after a delay of its own, so that changes of different items overtake
 * each other. Not thread-safe.
 */
final class IndexLag {
  private record Due(Instant at, IndexChange change) {}

  private final Delay delay;
  private final RandomGenerator random;
  private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparing(Due::at));
  private long scheduled;

  IndexLag(Delay delay, RandomGenerator random) {
    this.delay = delay;
    this.random = random;
  }

  void propagateDue(Engine engine, Instant now) {
    for (Due due = queue.peek(); due != null && !due.at().isAfter(now); due = queue.peek()) {
      engine.propagate(due.change());
      queue.remove();
    }
  }

  void scheduleNew(Engine engine, Instant now) {
    if (delay.isNone() || engine.indexSequence() == scheduled) {
      return;
    }
    for (IndexChange change : engine.pendingIndexChangesAfter(scheduled)) {
      queue.add(new Due(now.plusNanos(delay.sample(random)), change));
    }
    scheduled = engine.indexSequence();
  }
}
