package io.acteon.engine;

import io.acteon.state.Claims;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes and releases claims: once on the dispatching thread, and when that does not work in the
 * background until the claim's own end, so that an answer never waits for a store that is down.
 * Thread-safe.
 */
final class Settlement {
  /** How long an answer may be held up by it. */
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

  private final Claims claims;
  private final TimeSource time;
  private final GatewayListener listener;
  private final Backoff backoff =
      new Backoff(
          Duration.ofMillis(200),
          Duration.ofSeconds(2),
          () -> ThreadLocalRandom.current().nextDouble());
  private final Set<Background> pending = ConcurrentHashMap.newKeySet();

  Settlement(Claims claims, TimeSource time, GatewayListener listener) {
    this.claims = claims;
    this.time = time;
    this.listener = listener;
  }

  /** Records that what was claimed is done; from then on others are duplicates. */
  void complete(HeldClaim held, String result) {
    settle(
        held,
        "completed",
        deadline ->
            switch (claims.complete(held.claim(), result, deadline)) {
              case Answer.Applied<?, ?> _ -> Try.DONE;
              case Answer.Refused<?, ?> _ -> Try.TAKEN;
              case Answer.Unknown<?, ?> _ -> Try.AGAIN;
            });
  }

  /** Gives the claim back, so that the next may execute. */
  void release(HeldClaim held) {
    settle(
        held,
        "released",
        deadline ->
            switch (claims.release(held.claim(), deadline)) {
              case Answer.Applied<?, ?> _ -> Try.DONE;
              case Answer.Refused<?, ?> _ -> Try.TAKEN;
              case Answer.Unknown<?, ?> _ -> Try.AGAIN;
            });
  }

  private void settle(HeldClaim held, String what, Step step) {
    Try first = attempt(held, what, step, held.until().atMost(AT_ONCE));
    if (first == Try.DONE) {
      return;
    }
    if (first == Try.TAKEN) {
      LOG.warn("claim {} was taken over before it could be {}", held.claim().key(), what);
      listener.settlementLost();
      return;
    }
    listener.settlementDeferred();
    var background = new Background(() -> persist(held, what, step));
    pending.add(background);
    background.thread.start();
  }

  /** Tries until it is settled, by us or by others, or the claim ends. */
  private void persist(HeldClaim held, String what, Step step) {
    try {
      for (int failures = 1; !held.until().hasPassed(); failures++) {
        time.sleep(backoff.after(failures));
        // Refused may mean that an earlier try of ours has landed, so it says nothing here.
        if (attempt(held, what, step, held.until()) != Try.AGAIN) {
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    LOG.error(
        "claim {} could not be {} before its end; a duplicate may be executed from now on",
        held.claim().key(),
        what);
    listener.settlementLost();
  }

  private static Try attempt(HeldClaim held, String what, Step step, Deadline deadline) {
    try {
      return step.run(deadline);
    } catch (StoreException e) {
      LOG.warn("claim {} could not be {} yet: {}", held.claim().key(), what, e.getMessage());
      return Try.AGAIN;
    }
  }

  /** Waits for the background until {@code deadline}, then gives the rest up. */
  void close(Deadline deadline) {
    try {
      for (Background each : pending) {
        if (!time.await(each.done, deadline.remaining())) {
          each.thread.interrupt();
        }
      }
    } catch (InterruptedException _) {
      pending.forEach(each -> each.thread.interrupt());
      Thread.currentThread().interrupt();
    }
  }

  private interface Step {
    Try run(Deadline deadline);
  }

  private enum Try {
    DONE,
    TAKEN,
    AGAIN
  }

  /** A thread that goes on after the answer, and the signal that it has ended. */
  private final class Background {
    final CompletableFuture<Void> done = new CompletableFuture<>();
    final Thread thread;

    Background(Runnable work) {
      this.thread =
          Thread.ofVirtual()
              .name("settle-claim")
              .unstarted(() -> {
                try {
                  work.run();
                } finally {
                  pending.remove(this);
                  done.complete(null);
                }
              });
    }
  }
}
