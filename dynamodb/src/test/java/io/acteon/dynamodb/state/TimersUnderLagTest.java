package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.model.Scope;
import io.acteon.simulator.Simulator;
import io.acteon.simulator.SimulatorOptions;
import io.acteon.simulator.accounting.Delay;
import io.acteon.state.Entries.Absent;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.Timers;
import io.acteon.state.Timers.Claimed;
import io.acteon.state.Version;
import io.acteon.store.Answer;
import io.acteon.store.StoreCall;
import io.acteon.store.StoreListener;
import io.acteon.testkit.time.Eventually;
import io.acteon.testkit.time.FakeTime;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Workers whose clocks are apart work off timers that are set, moved and removed meanwhile, on an
 * index to which each change takes a time of its own, and whose reads are older still. The index
 * shows what is not so any more, and hides what is; what fires is what the timers' items say.
 */
final class TimersUnderLagTest {
  private static final int TIMERS = 80;
  private static final int CHANGES = 600;
  private static final String WORK = "work";
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final List<Duration> SKEWS =
      List.of(Duration.ofSeconds(-2), Duration.ZERO, Duration.ofSeconds(2));

  private final long seed =
      Long.getLong("acteon.seed", ThreadLocalRandom.current().nextLong(1_000_000));
  private final Simulator simulator =
      Simulator.start(
          SimulatorOptions.plain()
              .withSeed(seed)
              .withIndexLag(
                  new Delay.Exponential(
                      Duration.ofMillis(1), Duration.ofMillis(20), Duration.ofMillis(300)))
              .withStaleReads(
                  new Delay.Exponential(
                      Duration.ZERO, Duration.ofMillis(10), Duration.ofMillis(100)))
              .withExpirySweep(Duration.ZERO));
  private final LocalTable table = LocalTable.createAt(simulator.endpoint());
  private final FakeTime time = FakeTime.startingNow();
  private final List<DynamoStateStore> stores = new ArrayList<>();
  private final ConcurrentLinkedQueue<TimerLife.Event> events = new ConcurrentLinkedQueue<>();
  private final AtomicInteger misled = new AtomicInteger();
  private final AtomicBoolean isDiligent = new AtomicBoolean();
  private final AtomicBoolean isOver = new AtomicBoolean();

  @AfterEach
  void close() {
    stores.forEach(DynamoStateStore::close);
    simulator.close();
  }

  @Test
  void noTimerIsLostAndNoneFiresForTwoLiveOwners() throws Exception {
    System.out.println("seed " + seed + "; replay with -Dacteon.seed=" + seed);
    Timers client = open(Duration.ZERO);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> workers = new ArrayList<>();
      for (Duration skew : SKEWS) {
        Random random = new Random(seed + skew.toMillis());
        Timers timers = open(skew);
        workers.add(threads.submit(() -> work(timers, random)));
      }
      try {
        change(client, new Random(seed));
        isDiligent.set(true);
        Eventually.holds("all have fired (seed " + seed + ")", () -> allFired(client));
      } finally {
        isOver.set(true);
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    }

    List<String> wrong = TimerLife.contradictions(events, LEASE);
    System.out.println(
        "%d events of %d timers, %d claims of what the index should not have shown any more"
            .formatted(events.size(), TIMERS, misled.get()));
    assertThat(wrong).as("seed %d", seed).isEmpty();
    assertThat(misled.get()).as("claims that the index misled to").isPositive();
  }

  private Timers open(Duration skew) {
    StoreListener listener =
        new StoreListener() {
          @Override
          public void called(StoreCall call) {
            if (call.operation().equals("timer_claim")
                && call.result() == StoreCall.Result.REFUSED) {
              misled.incrementAndGet();
            }
          }
        };
    DynamoStateStore store = table.open(time.skewed(skew), listener, UnaryOperator.identity());
    stores.add(store);
    return store.timers();
  }

  /** Sets, moves and removes timers while time passes. */
  private void change(Timers timers, Random random) {
    for (int i = 0; i < CHANGES; i++) {
      StateKey key = key(random.nextInt(TIMERS));
      if (random.nextInt(6) == 0) {
        if (timers.remove(key, soon())
            instanceof Answer.Applied<Version, Absent>(Version removed)) {
          events.add(new TimerLife.Removed(key.id(), removed.value()));
        }
      } else {
        Instant due = time.now().plusMillis(random.nextInt(4_000) - 1_000);
        if (timers.put(WORK, key, due, Integer.toString(i), soon())
            instanceof Answer.Applied<Version, Void>(Version put)) {
          events.add(new TimerLife.Set(key.id(), put.value(), due.toEpochMilli()));
        }
      }
      time.advance(Duration.ofMillis(random.nextInt(50)));
    }
  }

  private boolean allFired(Timers client) {
    time.advance(Duration.ofSeconds(1));
    return IntStream.range(0, TIMERS).allMatch(i -> client.get(key(i), soon()).isEmpty());
  }

  private void work(Timers timers, Random random) {
    while (!isOver.get()) {
      long called = time.millis();
      List<Claimed> claimed = timers.claimDue(WORK, 1 + random.nextInt(8), LEASE, soon());
      long returned = time.millis();
      for (Claimed timer : claimed) {
        events.add(
            new TimerLife.Fired(
                timer.key().id(),
                timer.version().value(),
                timer.due().toEpochMilli(),
                called,
                returned));
      }
      claimed.forEach(timer -> finish(timers, timer, random));
    }
  }

  /** Completes a timer, sets it anew, or, like the dead, does neither. */
  private void finish(Timers timers, Claimed timer, Random random) {
    int choice = isDiligent.get() ? 0 : random.nextInt(10);
    String id = timer.key().id();
    if (choice < 7) {
      if (timers.complete(timer, soon()) instanceof Answer.Applied) {
        events.add(new TimerLife.Completed(id, timer.version().value()));
      }
    } else if (choice < 9) {
      Instant due = time.now().plusMillis(random.nextInt(1_000));
      if (timers.reschedule(timer, due, "again", soon())
          instanceof Answer.Applied<Version, Absent>(Version version)) {
        events.add(new TimerLife.Completed(id, timer.version().value()));
        events.add(new TimerLife.Set(id, version.value(), due.toEpochMilli()));
      }
    }
  }

  private static StateKey key(int i) {
    return new StateKey(new Scope("lag", "t"), new Kind("alarm", Kind.Shape.POINT), "timer-" + i);
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(30), TimeSource.system());
  }
}
