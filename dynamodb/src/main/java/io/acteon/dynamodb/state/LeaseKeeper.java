package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.state.DynamoLocks.Acquired;
import io.acteon.dynamodb.state.LockQueues.Waiter;
import io.acteon.dynamodb.state.LockWrites.Holding;
import io.acteon.state.Entries.Absent;
import io.acteon.state.FencingToken;
import io.acteon.state.Lease;
import io.acteon.state.Locks.LockKey;
import io.acteon.state.lease.KeptLease;
import io.acteon.state.lease.LeaseWriter;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The leases that this process holds, and how they are extended and passed on. Thread-safe. */
final class LeaseKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final StateContext context;
  private final LockQueues<Acquired> queues;
  private final Set<KeptLease> open = ConcurrentHashMap.newKeySet();
  private final ConcurrentHashMap<LockKey, KeptLease> byKey = new ConcurrentHashMap<>();
  private volatile boolean closed;

  LeaseKeeper(StateContext context, LockQueues<Acquired> queues) {
    this.context = context;
    this.queues = queues;
  }

  /** Keeps a lease that was just acquired. */
  Lease keep(LockKey key, ItemKey item, Duration leaseTime, Acquired acquired) {
    KeptLease lease =
        KeptLease.keep(
            key,
            leaseTime,
            new Writer(key, item, leaseTime, acquired.holding()),
            context.time(),
            acquired.nanos(),
            this::ended);
    open.add(lease);
    byKey.put(key, lease);
    if (closed) {
      lease.close(); // The store was closed between the acquisition and the lines above.
    } else if (!lease.isHeld()) {
      forget(lease);
    }
    return lease;
  }

  /** The lease of this process that holds the lock, if one does. */
  Optional<Lease> held(LockKey key) {
    return Optional.<Lease>ofNullable(byKey.get(key)).filter(Lease::isHeld);
  }

  /** Gives a lease away that nobody here wants any more, without keeping the caller. */
  void passOn(LockKey key, ItemKey item, Duration leaseTime, Acquired acquired) {
    Writer writer = new Writer(key, item, leaseTime, acquired.holding());
    Thread.ofVirtual()
        .name("lease-pass-on-" + key.name())
        .start(() -> {
          try {
            writer.release(Deadline.in(PATIENCE, context.time()));
          } catch (StoreException e) {
            LOG.warn("Lock '{}' is free only when its lease ends", key.name(), e);
          }
        });
  }

  void close() {
    closed = true;
    open.forEach(KeptLease::close);
  }

  private void ended(KeptLease lease, Optional<Lease.Loss> loss) {
    forget(lease);
    if (loss.isPresent()) {
      queues.nudge(lease.key()); // Who waits here for our release has to look for itself now.
    }
  }

  private void forget(KeptLease lease) {
    open.remove(lease);
    byKey.remove(lease.key(), lease);
  }

  /** The writes of one lease. */
  private final class Writer implements LeaseWriter {
    private final LockKey key;
    private final ItemKey item;
    private final Duration leaseTime;
    private final Holding holding;

    Writer(LockKey key, ItemKey item, Duration leaseTime, Holding holding) {
      this.key = key;
      this.item = item;
      this.leaseTime = leaseTime;
      this.holding = holding;
    }

    @Override
    public FencingToken token() {
      return holding.token();
    }

    @Override
    public Extension extend(Deadline deadline) {
      LockWrites.Extend extend = new LockWrites.Extend(context.table(), item, leaseTime, holding);
      return switch (context.run("lock_extend", extend, deadline)) {
        case Answer.Applied<Absent, Absent> _ -> Extension.EXTENDED;
        case Answer.Refused<Absent, Absent> _ -> Extension.LOST;
        case Answer.Unknown<Absent, Absent> _ -> Extension.UNKNOWN;
      };
    }

    /** To the next who waits and still wants it, or to nobody. */
    @Override
    public void release(Deadline deadline) {
      Holding mine = holding;
      Optional<Waiter<Acquired>> next = queues.offer(key);
      while (next.isPresent()) {
        Optional<Holding> unwanted = handOff(mine, next.get(), deadline);
        if (unwanted.isEmpty()) {
          return;
        }
        mine = unwanted.get();
        next = queues.offer(key);
      }
      var _ =
          context.run(
              "lock_release", new LockWrites.Release(context.table(), item, mine), deadline);
      queues.nudge(key); // Somebody may have begun to wait before the lock was free.
    }

    /** Answers what is left to give away because the waiter had gone meanwhile. */
    private Optional<Holding> handOff(Holding mine, Waiter<Acquired> next, Deadline deadline) {
      boolean settled = false;
      long start = context.time().nanos();
      LockWrites.HandOff handOff =
          new LockWrites.HandOff(context.table(), item, next.leaseTime(), mine);
      try {
        switch (context.run("lock_hand_off", handOff, deadline)) {
          case Answer.Applied<Holding, Absent>(Holding theirs) -> {
            settled = true;
            return queues.grant(next, new Acquired(theirs, start))
                ? Optional.empty()
                : Optional.of(theirs);
          }
          case Answer.Refused<Holding, Absent> _ -> {} // It was not ours to give any more.
          case Answer.Unknown<Holding, Absent>(String reason) ->
              LOG.warn(
                  "Lock '{}' may or may not have been handed on; waiters ask the store: {}",
                  key.name(),
                  reason);
        }
        return Optional.empty();
      } finally {
        if (!settled) {
          queues.decline(next);
        }
      }
    }
  }
}
