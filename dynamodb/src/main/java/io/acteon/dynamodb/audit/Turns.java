package io.acteon.dynamodb.audit;

import io.acteon.crypto.chain.ChainTip;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Lets every replica have its turn on a chain. For one thread.
 *
 * <p>Whoever has just won a commit knows the head and would win the next one, too. So a winner that
 * knows of a rival stands back for about the time of a commit, and a loser, who learned the head
 * from the refusal, goes at once. That is enough for rivals with like latencies, and costs nothing.
 *
 * <p>It bounds nothing: a slow replica can lose every race, and a winner that always wins need not
 * know of it. So a batch that lost {@link #MOST_LOSSES} races enters the {@link TurnQueue} on the
 * head. While that holds a name, every commit of another name is refused by its condition; the
 * commit of the first takes its name away. A batch is therefore overtaken by what lands in the time
 * of its own lost attempts and of its entry, and then by one commit for each replica that entered
 * before it: never by the same twice. Entering is an unconditional write to the store, which no
 * rival's speed can refuse. Whoever is first and lets {@link #ABSENCE} pass is taken for dead and
 * passed over; that is unfair if it lives, and never unsafe: the chain's own conditions decide.
 */
final class Turns {
  static final int MOST_LOSSES = 2;
  static final Duration ABSENCE = Duration.ofSeconds(1);

  /** Commits without a lost race after which there is no rival. */
  private static final int MEMORY = 8;

  private static final Duration LONGEST = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

  private final TurnQueue queue;
  private final TimeSource time;
  private final Random random = new Random();
  private final String name = HexFormat.of().toHexDigits(random.nextLong());

  private int rivalry;
  private int losses;
  private boolean won;
  private long startedNanos;
  private long lastNanos = Duration.ofMillis(5).toNanos();

  private @Nullable String first;
  private long firstAt;
  private long firstSinceNanos;

  Turns(TurnQueue queue, TimeSource time) {
    this.queue = queue;
    this.time = time;
  }

  /** What this replica is called in the queue. */
  String name() {
    return name;
  }

  /** Another batch begins. */
  void begin() {
    losses = 0;
  }

  /** Stands back, if there are rivals and the last commit was ours. */
  void standBack() {
    if (won && rivalry > 0) {
      long most = Math.min(LONGEST.toNanos(), 3 * lastNanos);
      pause(lastNanos + random.nextLong(most + 1));
    }
    won = false;
  }

  /**
   * Waits until no other replica is first in the queue; enters it after too many losses. Begins the
   * race.
   *
   * @param on the head as far as it is known
   * @return the head that a commit may stand on
   * @throws StoreException when that cannot be found out in time; nothing is under way then
   */
  ChainHead take(ChainHead on, Deadline deadline) {
    ChainHead head = on;
    if (losses >= MOST_LOSSES && head.exists() && !head.turns().contains(name)) {
      head = queue.enter(head.tip().chain(), name, deadline);
    }
    for (int looks = 1; isAnothers(head); looks++) {
      if (isAbsent(head)) {
        head = queue.passOver(head, deadline);
      } else {
        pause(Math.min(LONGEST_PAUSE.toNanos(), looks * lastNanos));
        head = queue.look(head.tip().chain(), deadline);
      }
    }
    startedNanos = time.nanos();
    return head;
  }

  private boolean isAnothers(ChainHead head) {
    return !head.turns().isEmpty() && !head.turns().getFirst().equals(name);
  }

  /** Whether the first in the queue has not moved the chain for long. */
  private boolean isAbsent(ChainHead head) {
    String now = head.turns().getFirst();
    ChainTip tip = head.tip();
    if (!now.equals(first) || tip.nextSequence() != firstAt) {
      first = now;
      firstAt = tip.nextSequence();
      firstSinceNanos = time.nanos();
    }
    return time.nanos() - firstSinceNanos >= ABSENCE.toNanos();
  }

  /** {@code contended} says whether another's transaction was in the way. */
  void won(boolean contended) {
    lastNanos = Math.min(LONGEST.toNanos(), time.nanos() - startedNanos);
    won = true;
    rivalry = contended ? MEMORY : Math.max(0, rivalry - 1);
  }

  void lost() {
    rivalry = MEMORY;
    losses++;
  }

  private void pause(long nanos) {
    try {
      time.sleep(Duration.ofNanos(nanos));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
