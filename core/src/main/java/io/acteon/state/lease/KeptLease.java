package io.acteon.state.lease;

import io.acteon.state.FencingToken;
import io.acteon.state.Lease;
import io.acteon.state.Locks;
import io.acteon.state.lease.LeaseWriter.Extension;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease that a virtual thread extends three times in each lease time until it is closed or lost.
 * Thread-safe; no lock is held across a write.
 *
 * <p>The lease lives by the monotonic clock, counted from before the write that last extended it,
 * so it ends here no later than in the store. Once that end has been reached it stays ended, even
 * if a late answer says that it was extended: somebody may have acted on the end.
 */
public final class KeptLease implements Lease {
  private static final Logger LOG = LoggerFactory.getLogger(KeptLease.class);
  private static final int BEATS_PER_LEASE = 3;
  private static final int RETRIES_PER_BEAT = 4;
  private static final Duration RELEASE_PATIENCE = Duration.ofSeconds(5);

  private final Locks.LockKey key;
  private final Duration leaseTime;
  private final LeaseWriter writer;
  private final TimeSource time;
  private final BiConsumer<KeptLease, Optional<Loss>> onEnd;

  /** Empty when it was closed, the loss when it was lost. */
  private final CompletableFuture<Optional<Loss>> end = new CompletableFuture<>();

  private final AtomicReference<@Nullable CompletableFuture<Extension>> inFlight =
      new AtomicReference<>();
  private volatile long endNanos;
  private volatile boolean fateOpen;

  private KeptLease(
      Locks.LockKey key,
      Duration leaseTime,
      LeaseWriter writer,
      TimeSource time,
      long acquiredNanos,
      BiConsumer<KeptLease, Optional<Loss>> onEnd) {
    this.key = key;
    this.leaseTime = leaseTime;
    this.writer = writer;
    this.time = time;
    this.onEnd = onEnd;
    this.endNanos = acquiredNanos + leaseTime.toNanos();
  }

  /**
   * Begins to keep a lease that was just acquired.
   *
   * @param acquiredNanos the monotonic reading from before the acquiring write
   * @param onEnd told once, when the lease is closed (empty) or lost
   */
  public static KeptLease keep(
      Locks.LockKey key,
      Duration leaseTime,
      LeaseWriter writer,
      TimeSource time,
      long acquiredNanos,
      BiConsumer<KeptLease, Optional<Loss>> onEnd) {
    KeptLease lease = new KeptLease(key, leaseTime, writer, time, acquiredNanos, onEnd);
    Thread.ofVirtual().name("lease-" + key.name()).start(lease::beat);
    return lease;
  }

  @Override
  public Locks.LockKey key() {
    return key;
  }

  @Override
  public FencingToken token() {
    return writer.token();
  }

  @Override
  public boolean isHeld() {
    return remaining().isPositive();
  }

  @Override
  public Duration remaining() {
    return end.isDone() ? Duration.ZERO : Duration.ofNanos(Math.max(0, endNanos - time.nanos()));
  }

  @Override
  public void onLoss(Consumer<Loss> listener) {
    var _ =
        end.thenAccept(ended ->
            ended.ifPresent(loss ->
                Thread.ofVirtual()
                    .name("lease-loss-" + key.name())
                    .start(() -> listener.accept(loss))));
  }

  @Override
  public boolean extend(Deadline deadline) {
    if (!isHeld()) {
      if (inFlight.get() != null) {
        fateOpen = true;
      }
      expireIfOver();
      return false;
    }
    CompletableFuture<Extension> mine = new CompletableFuture<>();
    CompletableFuture<Extension> running = inFlight.compareAndExchange(null, mine);
    if (running != null) {
      return joined(running, deadline);
    }
    Extension result = Extension.FAILED;
    try {
      result = write(deadline.atMost(remaining()));
    } finally {
      inFlight.set(null);
      mine.complete(result);
    }
    return result == Extension.EXTENDED && isHeld();
  }

  private boolean joined(CompletableFuture<Extension> running, Deadline deadline) {
    try {
      return time.await(running, deadline.remaining())
          && running.join() == Extension.EXTENDED
          && isHeld();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Extension write(Deadline deadline) {
    long start = time.nanos();
    Extension result;
    try {
      result = writer.extend(deadline);
    } catch (RuntimeException e) {
      LOG.warn("The lease on lock '{}' could not be extended and will be tried again", key, e);
      result = Extension.FAILED;
    }
    if (result == Extension.UNKNOWN) {
      fateOpen = true;
    }
    expireIfOver();
    switch (result) {
      case EXTENDED -> {
        endNanos = start + leaseTime.toNanos();
        fateOpen = false;
        releaseIfEnded();
      }
      case LOST -> end(Optional.of(Loss.LOST));
      case UNKNOWN -> releaseIfEnded();
      case FAILED -> {}
    }
    return result;
  }

  /** An extension that came too late for us, or may yet: nobody shall have to wait for its end. */
  private void releaseIfEnded() {
    if (end.isDone()) {
      release();
    }
  }

  private void beat() {
    try {
      boolean extended = true;
      while (!end.isDone()) {
        long parts = (long) BEATS_PER_LEASE * (extended ? 1 : RETRIES_PER_BEAT);
        Duration pause = leaseTime.dividedBy(parts);
        if (!time.await(end, pause.compareTo(remaining()) < 0 ? pause : remaining())) {
          extended = extend(Deadline.in(leaseTime, time));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void expireIfOver() {
    if (endNanos - time.nanos() <= 0) {
      end(Optional.of(fateOpen ? Loss.UNKNOWN : Loss.EXPIRED));
    }
  }

  private boolean end(Optional<Loss> how) {
    if (!end.complete(how)) {
      return false;
    }
    how.ifPresent(loss ->
        LOG.warn(
            "The lease on lock '{}' of {}/{} with token {} has ended: {}",
            key.name(),
            key.scope().namespace(),
            key.scope().tenant(),
            token().value(),
            loss));
    onEnd.accept(this, how);
    return true;
  }

  @Override
  public void close() {
    if (!end(Optional.empty())) {
      return;
    }
    if (Thread.currentThread().isInterrupted()) {
      // An interrupted thread cannot talk to a store; the lock shall be free all the same.
      Thread.ofVirtual().name("lease-release-" + key.name()).start(this::release);
    } else {
      release();
    }
  }

  private void release() {
    try {
      writer.release(Deadline.in(RELEASE_PATIENCE, time));
    } catch (RuntimeException e) {
      LOG.warn("Lock '{}' could not be released; it is free when its lease ends", key.name(), e);
    }
  }

  @Override
  public String toString() {
    return "Lease[" + key + ", token=" + token().value() + ", remaining=" + remaining() + "]";
  }
}
