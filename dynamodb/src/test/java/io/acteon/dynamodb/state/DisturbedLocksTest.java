package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.model.Scope;
import io.acteon.state.FencingToken;
import io.acteon.state.Lease;
import io.acteon.state.Locks;
import io.acteon.state.Locks.Held;
import io.acteon.state.Locks.LockKey;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Locks while requests are lost, late and repeated: never two holders, tokens always grow, and
 * everybody gets a turn.
 */
final class DisturbedLocksTest {
  private static final LocalTable TABLE = LocalTable.create();
  private static final Duration LEASE = Duration.ofSeconds(2);
  private static final int WAITERS = 9;
  private static final int TURNS = 3;

  private final long seed = DisturbedStores.seed();
  private final LockKey key = new LockKey(new Scope("disturbed", "t"), "lock-" + seed);
  private final AtomicInteger inside = new AtomicInteger();
  private final List<FencingToken> tokens = new ArrayList<>();

  @RepeatedTest(3)
  void neverDoTwoHoldTheLockAndEverybodyGetsATurn() throws Exception {
    try (DisturbedStores stores = new DisturbedStores(TABLE, seed);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Locks> replicas = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        replicas.add(stores.open(TimeSource.system()).locks());
      }
      List<Future<Integer>> futures = new ArrayList<>();
      for (int i = 0; i < WAITERS; i++) {
        Locks locks = replicas.get(i % 3);
        futures.add(threads.submit(() -> turns(locks)));
      }
      int turns = 0;
      for (Future<Integer> future : futures) {
        turns += future.get();
      }

      assertThat(turns).as("-Dacteon.seed=" + seed).isEqualTo(WAITERS * TURNS);
      assertThat(tokens).as("-Dacteon.seed=" + seed).isSorted().doesNotHaveDuplicates();
    }
  }

  private int turns(Locks locks) throws InterruptedException {
    int had = 0;
    while (had < TURNS) {
      Answer<Lease, Held> answer =
          locks.acquire(key, LEASE, Deadline.in(Duration.ofSeconds(60), TimeSource.system()));
      if (answer instanceof Answer.Applied<Lease, Held>(Lease lease)) {
        try (lease) {
          assertThat(inside.incrementAndGet()).as("-Dacteon.seed=" + seed).isEqualTo(1);
          synchronized (tokens) {
            tokens.add(lease.token());
          }
          inside.decrementAndGet();
        }
        had++;
      }
    }
    return had;
  }
}
