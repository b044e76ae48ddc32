package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.state.LockQueues.Place;
import io.acteon.dynamodb.state.LockQueues.Waiter;
import io.acteon.model.Scope;
import io.acteon.state.Locks.LockKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class LockQueuesTest {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final LockKey KEY = new LockKey(new Scope("ns", "t"), "lock");

  private static final int ROUNDS = 50_000;

  private final LockQueues<String> queues = new LockQueues<>();

  @Test
  void theFirstIsFirstUntilItGoesAndThenTheNextIs() {
    Waiter<String> one = join();
    Waiter<String> two = join();
    var news = two.news();
    assertThat(List.of(one.place(), two.place())).containsExactly(Place.FIRST, Place.QUEUED);

    assertThat(queues.leave(one)).isEmpty();

    assertThat(two.place()).isEqualTo(Place.FIRST);
    assertThat(news).isDone();
  }

  @Test
  void whatIsOfferedIsGrantedToTheFirst() {
    Waiter<String> one = join();
    Waiter<String> two = join();

    assertThat(queues.offer(KEY)).contains(one);
    assertThat(List.of(one.place(), two.place())).containsExactly(Place.OFFERED, Place.FIRST);
    assertThat(queues.grant(one, "lease")).isTrue();

    assertThat(one.place()).isEqualTo(Place.GRANTED);
    assertThat(one.grant()).isEqualTo("lease");
    assertThat(queues.offer(KEY)).contains(two);
    assertThat(queues.offer(KEY)).isEmpty();
  }

  @Test
  void whoGoesWhileItIsOfferedTheLockDoesNotGetIt() {
    Waiter<String> one = join();
    assertThat(queues.offer(KEY)).contains(one);

    assertThat(queues.leave(one)).isEmpty();

    assertThat(queues.grant(one, "lease")).isFalse();
  }

  /** Otherwise the lock would be passed on once more, and two would hold it. */
  @Test
  void whoWasHandedTheLockAndWentAtOnceWasHandedIt() throws Exception {
    AtomicReference<Waiter<String>> offered = new AtomicReference<>(join());
    Waiter<String> none = offered.get();
    Thread quick =
        Thread.ofPlatform()
            .start(() -> {
              for (int round = 0; round < ROUNDS; round++) {
                Waiter<String> me = offered.get();
                while (me.place() != Place.GRANTED) {
                  Thread.onSpinWait();
                  me = offered.get();
                }
                assertThat(queues.leave(me)).contains("lease");
                offered.set(none);
              }
            });
    queues.leave(none);

    int handed = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Waiter<String> waiter = join();
      assertThat(queues.offer(KEY)).contains(waiter);
      offered.set(waiter);
      handed += queues.grant(waiter, "lease") ? 1 : 0;
      while (offered.get() != none) {
        Thread.onSpinWait();
      }
    }

    quick.join();
    assertThat(handed).isEqualTo(ROUNDS);
  }

  @Test
  void whoGoesAfterItWasGrantedIsToldWhatToPassOn() {
    Waiter<String> one = join();
    assertThat(queues.offer(KEY)).contains(one);
    assertThat(queues.grant(one, "lease")).isTrue();

    assertThat(queues.leave(one)).contains("lease");
  }

  @Test
  void afterAFailedOfferTheFirstIsFirstAgain() {
    Waiter<String> one = join();
    Waiter<String> two = join();
    assertThat(queues.offer(KEY)).contains(one);

    queues.decline(one);

    assertThat(List.of(one.place(), two.place())).containsExactly(Place.FIRST, Place.QUEUED);
    assertThat(queues.offer(KEY)).contains(one);
  }

  @Test
  void closingSendsEverybodyAwayAndWhoeverComesLater() {
    Waiter<String> one = join();
    Waiter<String> two = join();

    queues.close();

    assertThat(List.of(one.place(), two.place(), join().place())).containsOnly(Place.GONE);
    assertThat(queues.offer(KEY)).isEmpty();
  }

  /** A lock of one process: taken by the first, passed on by holders, with impatient waiters. */
  @Test
  void underStressThereIsOneHolderAndNobodyIsForgotten() throws Exception {
    long seed = System.nanoTime();
    AtomicInteger holders = new AtomicInteger();
    AtomicInteger turns = new AtomicInteger();
    AtomicInteger free = new AtomicInteger(1);
    List<Future<Integer>> done = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 64; i++) {
        Random random = new Random(seed + i);
        done.add(
            threads.submit(() -> {
              int had = 0;
              for (int turn = 0; turn < 50; turn++) {
                had += turn(random, free, holders) ? 1 : 0;
              }
              turns.addAndGet(had);
              return had;
            }));
      }
      for (Future<Integer> one : done) {
        assertThat(one.get()).as("seed " + seed).isBetween(1, 50);
      }
    }
    assertThat(holders).as("seed " + seed).hasValue(0);
    assertThat(free).as("seed " + seed).hasValue(1);
    assertThat(queues.offer(KEY)).isEmpty();
  }

  private boolean turn(Random random, AtomicInteger free, AtomicInteger holders)
      throws InterruptedException {
    boolean impatient = random.nextInt(10) == 0;
    Waiter<String> me = join();
    boolean held = false;
    while (!held && !impatient) {
      var news = me.news();
      held =
          switch (me.place()) {
            case GRANTED -> true;
            case FIRST -> free.compareAndSet(1, 0);
            case QUEUED, OFFERED -> false;
            case GONE -> throw new AssertionError("nobody closed");
          };
      if (!held) {
        try {
          news.get(1, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
          // The first looks again; the others go on waiting.
        } catch (ExecutionException e) {
          throw new AssertionError(e);
        }
      }
    }
    Optional<String> granted = queues.leave(me);
    if (held) {
      assertThat(holders.incrementAndGet()).isEqualTo(1);
      holders.decrementAndGet();
    }
    if (held || granted.isPresent()) {
      passOn(free);
    }
    return held;
  }

  private void passOn(AtomicInteger free) {
    while (true) {
      Optional<Waiter<String>> next = queues.offer(KEY);
      if (next.isEmpty()) {
        free.set(1);
        queues.nudge(KEY);
        return;
      }
      if (queues.grant(next.get(), "lease")) {
        return;
      }
    }
  }

  private Waiter<String> join() {
    return queues.join(KEY, LEASE);
  }
}
