package io.acteon.bench.state;

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
  private static final Duration POLL = Duration.ofMillis(50);
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

  @Override
  public int once(int client) throws InterruptedException {
    Runnable giveBack = lock.take(client);
    if (inside.incrementAndGet() > 1) {
      fault.set("two clients held the lock at once");
    }
    boolean handedOver = lastHolder.getAndSet(client) != client;
    inside.decrementAndGet();
    giveBack.run();
    return handedOver || !handOversOnly ? 1 : 0;
  }

  @Override
  public void verify() {
    if (!fault.get().isEmpty()) {
      throw new IllegalStateException(fault.get());
    }
  }
}
