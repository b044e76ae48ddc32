package io.acteon.memory;

import io.acteon.memory.LockTable.Grant;
import io.acteon.memory.LockTable.Waiter;
import io.acteon.state.Entries;
import io.acteon.state.FencingToken;
import io.acteon.state.Lease;
import io.acteon.state.Locks;
import io.acteon.state.lease.KeptLease;
import io.acteon.state.lease.LeaseWriter;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Locks in memory. Thread-safe. */
final class MemoryLocks implements Locks, AutoCloseable {
  /** How soon a waiter looks again at a lease that is over and not its to take. */
  private static final Duration SOON = Duration.ofMillis(10);

  private final Space space;
  private final TimeSource time;
  private final Set<KeptLease> open = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  MemoryLocks(Space space, TimeSource time) {
    this.space = space;
    this.time = time;
  }

  @Override
  public Answer<Lease, Held> tryAcquire(LockKey key, Duration leaseTime, Deadline deadline) {
    check(key, leaseTime);
    Waiter one = waiter(leaseTime);
    return space
        .locks
        .take(key, one)
        .<Answer<Lease, Held>>map(Answer::refused)
        .orElseGet(() -> Answer.applied(keep(key, leaseTime, one)));
  }

  @Override
  public Answer<Lease, Held> acquire(LockKey key, Duration leaseTime, Deadline deadline)
      throws InterruptedException {
    check(key, leaseTime);
    Waiter mine = waiter(leaseTime);
    space.locks.enter(key, mine);
    try {
      Optional<Held> holder = space.locks.take(key, mine);
      while (holder.isPresent()) {
        if (deadline.hasPassed() && space.locks.leave(key, mine)) {
          return Answer.refused(holder.get());
        }
        time.await(
            CompletableFuture.anyOf(mine.granted(), closed),
            shorter(deadline.remaining(), untilOver(holder.get())));
        checkOpen(key);
        holder = space.locks.take(key, mine);
      }
      return Answer.applied(keep(key, leaseTime, mine));
    } catch (InterruptedException | StoreException e) {
      if (!space.locks.leave(key, mine)) {
        space.locks.release(key, mine.granted().join().held().token());
      }
      throw e;
    }
  }

  @Override
  public Answer<Held, Entries.Absent> holder(LockKey key, Deadline deadline) {
    return space
        .locks
        .holder(key)
        .<Answer<Held, Entries.Absent>>map(Answer::applied)
        .orElseGet(() -> Answer.refused(new Entries.Absent()));
  }

  @Override
  public Answer<Entries.Absent, Entries.Absent> forceUnlock(
      LockKey key, FencingToken seen, Deadline deadline) {
    Entries.Absent absent = new Entries.Absent();
    return space.locks.release(key, seen) ? Answer.applied(absent) : Answer.refused(absent);
  }

  @Override
  public void close() {
    closed.complete(null);
    open.forEach(KeptLease::close);
  }

  private Waiter waiter(Duration leaseTime) {
    return new Waiter(
        () ->
            new Grant(
                new Held(new FencingToken(space.nextVersion(time)), time.now().plus(leaseTime)),
                time.nanos()),
        time::millis,
        new CompletableFuture<>());
  }

  private Lease keep(LockKey key, Duration leaseTime, Waiter holder) {
    Grant grant = holder.granted().join();
    LeaseWriter writer = new Writer(key, leaseTime, grant.held().token());
    KeptLease lease =
        KeptLease.keep(
            key, leaseTime, writer, time, grant.nanos(), (ended, _) -> open.remove(ended));
    open.add(lease);
    if (closed.isDone()) {
      lease.close(); // The store closed between the two lines above.
    } else if (!lease.isHeld()) {
      open.remove(lease);
    }
    return lease;
  }

  /** Extends and releases one lease. */
  private final class Writer implements LeaseWriter {
    private final LockKey key;
    private final Duration leaseTime;
    private final FencingToken token;

    Writer(LockKey key, Duration leaseTime, FencingToken token) {
      this.key = key;
      this.leaseTime = leaseTime;
      this.token = token;
    }

    @Override
    public FencingToken token() {
      return token;
    }

    @Override
    public Extension extend(Deadline deadline) {
      return space.locks.extend(key, token, time.now().plus(leaseTime))
          ? Extension.EXTENDED
          : Extension.LOST;
    }

    @Override
    public void release(Deadline deadline) {
      space.locks.release(key, token);
    }
  }

  private Duration untilOver(Held holder) {
    Duration rest = Duration.between(time.now(), holder.expiresAt()).plusMillis(1);
    return rest.isPositive() ? rest : SOON;
  }

  private void checkOpen(LockKey key) {
    if (closed.isDone()) {
      throw new StoreException.Unavailable(
          "the store was closed while lock '" + key.name() + "' was waited for");
    }
  }

  private static void check(LockKey key, Duration leaseTime) {
    Names.checked(key.scope());
    Names.id("the name of a lock", key.name());
    if (!leaseTime.isPositive()) {
      throw new IllegalArgumentException("a lease must be positive: " + leaseTime);
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
