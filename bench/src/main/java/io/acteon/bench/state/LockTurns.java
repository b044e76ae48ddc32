package io.acteon.bench.state;

import io.acteon.bench.compare.Work;
import io.acteon.state.Lease;
import io.acteon.state.Locks;
import io.acteon.state.StateStore;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * All clients take one lock and give it back at once. Counted are all turns, or those in which the
 * lock came from another client: hand-overs. (A lock that is not fair may serve one client many
 * times in a row.) That only one is inside is checked. Thread-safe.
 */
final class LockTurns implements Work {
  static final Duration POLL = Duration.ofMillis(50);
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Lock lock;
  private final boolean handOversOnly;
  private final AtomicInteger lastHolder = new AtomicInteger(-1);
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicReference<String> fault = new AtomicReference<>("");

  /** A lock as the benchmark sees it. */
  interface Lock {
    /** Takes the lock, waiting for it; answers how to give it back. */
    Runnable take(int client) throws InterruptedException;
  }

  LockTurns(Lock lock, boolean handOversOnly) {
    this.lock = lock;
    this.handOversOnly = handOversOnly;
  }

  static Lock ofEngine(StateStore store, String id) {
    Locks.LockKey key = new Locks.LockKey(Operation.SCOPE, id);
    return _ -> {
      Lease lease = Operation.applied(store.locks().acquire(key, LEASE, Operation.soon()));
      return lease::close;
    };
  }

  /** Puts an item where there is none, every 50 ms until it succeeds; deletes it in the end. */
  static Lock ofPolling(Bare bare, String id) {
    String pk = "bare|lock|" + id;
    return client -> {
      Map<String, AttributeValue> item =
          Map.of(
              "pk", AttributeValue.fromS(pk),
              "sk", AttributeValue.fromS("-"),
              "own", AttributeValue.fromN(Integer.toString(client)));
      while (!bare.putIfAbsent(item)) {
        TimeSource.system().sleep(POLL);
      }
      return () -> bare.delete(pk);
    };
  }

  /** When the lock was taken and when its giving back began, by {@link System#nanoTime}. */
  record Turn(long taken, long givingBack, boolean handedOver) {}

  /** What a holder does with the lock. */
  interface Inside {
    void run() throws InterruptedException;
  }

  @Override
  public int once(int client) throws InterruptedException {
    return turn(client, () -> {}).handedOver() || !handOversOnly ? 1 : 0;
  }

  Turn turn(int client, Inside held) throws InterruptedException {
    Runnable giveBack = lock.take(client);
    long taken = System.nanoTime();
    if (inside.incrementAndGet() > 1) {
      fault.set("two clients held the lock at once");
    }
    boolean handedOver = lastHolder.getAndSet(client) != client;
    held.run();
    inside.decrementAndGet();
    long givingBack = System.nanoTime();
    giveBack.run();
    return new Turn(taken, givingBack, handedOver);
  }

  @Override
  public void verify() {
    if (!fault.get().isEmpty()) {
      throw new IllegalStateException(fault.get());
    }
  }
}
