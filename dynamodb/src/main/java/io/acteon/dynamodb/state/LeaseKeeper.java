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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leases that this process holds, and how they are extended and passed on. Thread-safe.
 *
 * <p>Those who wait here ask nothing while this process has the lock. So whatever ends that, other
 * than handing the lock to one of them, first says so in {@link HeldHere} and then nudges them.
 */
final class LeaseKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final StateContext context;
  private final LockQueues<Acquired> queues;
  private final Set<KeptLease> open = ConcurrentHashMap.newKeySet();
  private final HeldHere here;
  private final UnderWay underWay = new UnderWay();
  private volatile boolean closed;

  LeaseKeeper(StateContext context, LockQueues<Acquired> queues) {
    this.context = context;
    this.queues = queues;
    this.here = new HeldHere(context.time());
  }

  /** Keeps a lease that was just acquired. */
  Lease keep(LockKey key, ItemKey item, Duration leaseTime, Acquired acquired) {
    begins(key, leaseTime, acquired);
    Writer writer = new Writer(key, item, leaseTime, acquired.holding());
    KeptLease lease =
        KeptLease.keep(
            key,
            leaseTime,
            writer,
            context.time(),
            acquired.nanos(),
            (ended, loss) -> ended(ended, writer, loss));
    open.add(lease);
    if (closed) {
      lease.close(); // The store was closed between the acquisition and the lines above.
    } else if (!lease.isHeld()) {
      open.remove(lease);
    }
    return lease;
  }

  private void begins(LockKey key, Duration leaseTime, Acquired acquired) {
    here.begins(key, acquired.holding().token(), acquired.nanos() + leaseTime.toNanos());
  }

  /** The lease by which this process has the lock, also while it is being handed on. */
  Optional<HeldHere.Here> held(LockKey key) {
    return here.lease(key);
  }

  /** A lease is over or may be: those who wait have to look for themselves. */
  void isOver(LockKey key, FencingToken token) {
    here.isOver(key, token);
    queues.nudge(key);
  }

  /** Gives a lease away that nobody here wants any more, without keeping the caller. */
  void passOn(LockKey key, ItemKey item, Duration leaseTime, Acquired acquired) {
    inBackground(key, new Writer(key, item, leaseTime, acquired.holding())::release);
  }

  /**
   * Sees to it that an acquisition whose outcome is unknown does not hold the lock, so that nobody
   * waits for the end of a lease that nobody has. Does not keep the caller, whose time is up.
   */
  void withdraw(LockKey key, ItemKey item, Holding perhaps) {
    inBackground(
        key,
        deadline -> {
          LockWithdrawal withdrawal =
              new LockWithdrawal(context.table(), item, perhaps, context.stamps());
          told(key, context.run("lock_withdraw", withdrawal, deadline));
        });
  }

  /** The same for a hand-over: if it has not landed, it never will once the lease is gone. */
  private void withdraw(LockKey key, ItemKey item, Holding mine, Holding perhaps) {
    inBackground(
        key,
        deadline -> {
          for (Holding held : List.of(mine, perhaps)) {
            LockWrites.Release release = new LockWrites.Release(context.table(), item, held);
            told(key, context.run("lock_withdraw", release, deadline));
          }
        });
  }

  private void inBackground(LockKey key, Consumer<Deadline> work) {
    underWay.start(
        "lease-end-" + key.name(),
        () -> {
          try {
            work.accept(Deadline.in(PATIENCE, context.time()));
          } catch (StoreException e) {
            LOG.warn("Lock '{}' may be free only when its lease ends", key.name(), e);
          } finally {
            queues.nudge(key);
          }
        });
  }

  /** Of an acquisition: what it leaves behind is cleared away before {@link #close} returns. */
  UnderWay.Stretch acquiring() {
    return underWay.begin();
  }

  private static void told(LockKey key, Answer<Absent, Absent> answer) {
    if (answer instanceof Answer.Unknown<Absent, Absent>(String reason)) {
      LOG.warn("Lock '{}' may be free only when its lease ends: {}", key.name(), reason);
    }
  }

  /**
   * Releases all leases side by side, and waits for that and for what is under way: acquisitions,
   * and the taking back of those whose outcome is unknown. Whatever does not answer in time is free
   * when its lease ends.
   */
  void close(Deadline deadline) {
    closed = true;
    open.forEach(lease -> underWay.start("lease-close-" + lease.key().name(), lease::close));
    if (!underWay.awaitEnd(deadline)) {
      LOG.warn(
          "The store was closed while requests to locks were unanswered; a lock may be free only"
              + " when its lease ends");
    }
  }

  private void ended(KeptLease lease, Writer writer, Optional<Lease.Loss> loss) {
    open.remove(lease);
    if (loss.isPresent()) {
      writer.life.close();
      isOver(lease.key(), lease.token());
    }
  }

  /** The writes of one lease. */
  private final class Writer implements LeaseWriter {
    private final LockKey key;
    private final ItemKey item;
    private final Duration leaseTime;
    private final Holding holding;

    /** Until the lease is released or lost; a closed lease may be released on another thread. */
    private final UnderWay.Stretch life = underWay.begin();

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
      long start = context.time().nanos();
      LockWrites.Extend extend = new LockWrites.Extend(context.table(), item, leaseTime, holding);
      return switch (context.run("lock_extend", extend, deadline)) {
        case Answer.Applied<Absent, Absent> _ -> {
          here.goesOn(key, token(), start + leaseTime.toNanos());
          yield Extension.EXTENDED;
        }
        case Answer.Refused<Absent, Absent> _ -> Extension.LOST;
        case Answer.Unknown<Absent, Absent> _ -> Extension.UNKNOWN;
      };
    }

    @Override
    public void release(Deadline deadline) {
      try (UnderWay.Stretch _ = underWay.begin();
          life) {
        giveAway(deadline);
      }
    }

    /** To the next who waits and still wants it, or to nobody. */
    private void giveAway(Deadline deadline) {
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
      try {
        var _ =
            context.run(
                "lock_release", new LockWrites.Release(context.table(), item, mine), deadline);
      } finally {
        isOver(key, mine.token()); // Somebody may have begun to wait before the lock was free.
      }
    }

    /** Answers what is left to give away because the waiter had gone meanwhile. */
    private Optional<Holding> handOff(Holding mine, Waiter<Acquired> next, Deadline deadline) {
      boolean settled = false;
      long start = context.time().nanos();
      LockWrite<Holding, Absent> handOff =
          context.write(new LockWrites.HandOff(context.table(), item, next.leaseTime(), mine));
      try {
        switch (context.run("lock_hand_off", handOff, deadline)) {
          case Answer.Applied<Holding, Absent>(Holding theirs) -> {
            settled = true;
            Acquired acquired = new Acquired(theirs, start);
            begins(key, next.leaseTime(), acquired);
            return queues.grant(next, acquired) ? Optional.empty() : Optional.of(theirs);
          }
          case Answer.Refused<Holding, Absent> _ -> {} // It was not ours to give any more.
          case Answer.Unknown<Holding, Absent>(String reason) -> {
            LOG.warn(
                "Lock '{}' may or may not have been handed on; it is taken back: {}",
                key.name(),
                reason);
            withdraw(key, item, mine, handOff.perhaps());
          }
        }
        return Optional.empty();
      } finally {
        if (!settled) {
          here.isOver(key, mine.token());
          queues.decline(next);
          queues.nudge(key); // That one may have gone meanwhile.
        }
      }
    }
  }
}
