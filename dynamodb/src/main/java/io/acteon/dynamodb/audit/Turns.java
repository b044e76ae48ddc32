package io.acteon.dynamodb.audit;

import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.Random;

/**
 * Lets other replicas have their turn on a chain. Whoever has just won a commit knows the head and
 * would win the next one, too; so when there is a rival, the winner stands back for a moment, and
 * the loser, who learned the head from the refusal, goes at once. For one thread.
 */
final class Turns {
  /** Commits without a lost race after which there is no rival. */
  private static final int MEMORY = 8;

  private static final Duration LONGEST = Duration.ofMillis(200);

  private final TimeSource time;
  private final Random random = new Random();
  private int rivalry;
  private boolean won;
  private long startedNanos;
  private long lastNanos = Duration.ofMillis(5).toNanos();

  Turns(TimeSource time) {
    this.time = time;
  }

  /** Waits until it is our turn; begins the race. */
  void await() {
    if (won && rivalry > 0) {
      long most = Math.min(LONGEST.toNanos(), 3 * lastNanos);
      try {
        time.sleep(Duration.ofNanos(lastNanos + random.nextLong(most + 1)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    won = false;
    startedNanos = time.nanos();
  }

  void won() {
    lastNanos = Math.min(LONGEST.toNanos(), time.nanos() - startedNanos);
    won = true;
    rivalry = Math.max(0, rivalry - 1);
  }

  void lost() {
    rivalry = MEMORY;
  }
}
