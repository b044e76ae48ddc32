package io.acteon.dynamodb.audit;

import io.acteon.crypto.chain.SealedRecord;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings spooled records into the trail: at once what earlier processes left, and now and then what
 * this one could not write, as soon as the store takes it again. Thread-safe: all rounds are one
 * thread's.
 */
final class SpoolReplay implements AutoCloseable {
  static final Duration INTERVAL = Duration.ofSeconds(30);

  /** Between rounds in which something was not taken, which double from the interval on. */
  static final Duration MOST_PAUSE = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(SpoolReplay.class);

  private final Spool spool;
  private final UnaryOperator<List<SealedRecord>> store;
  private final TimeSource time;
  private final CompletableFuture<Void> closing = new CompletableFuture<>();
  private final Thread rounds;

  /** {@code store} answers those records that are not durable. */
  SpoolReplay(Spool spool, UnaryOperator<List<SealedRecord>> store, TimeSource time) {
    this.spool = spool;
    this.store = store;
    this.time = time;
    this.rounds = Thread.ofVirtual().name("acteon-audit-replay").start(this::run);
  }

  private void run() {
    try {
      Duration pause;
      Duration next = INTERVAL;
      do {
        pause = round() ? INTERVAL : next;
        next = pause.multipliedBy(2).compareTo(MOST_PAUSE) < 0 ? pause.multipliedBy(2) : MOST_PAUSE;
      } while (!time.await(closing, pause));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // Closing.
    }
  }

  /** Whether nothing is left. */
  private boolean round() {
    try {
      return spool.replay(store);
    } catch (RuntimeException | Error e) {
      LOG.error("replaying spooled audit records failed in an unforeseen way", e);
      return false;
    }
  }

  /** Breaks off; what was not taken stays in its file. */
  @Override
  public void close() {
    closing.complete(null);
    rounds.interrupt();
    try {
      rounds.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
