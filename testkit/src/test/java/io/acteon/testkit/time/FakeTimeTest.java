package io.acteon.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FakeTimeTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeTime time = FakeTime.at(START);

  @Test
  void bothClocksMoveOnlyWhenAdvanced() {
    long before = time.nanos();
    time.advance(Duration.ofMillis(1500));

    assertThat(time.now()).isEqualTo(START.plusMillis(1500));
    assertThat(time.nanos() - before).isEqualTo(1_500_000_000L);
    assertThat(time.millis()).isEqualTo(START.toEpochMilli() + 1500);
  }

  @Test
  void aSleeperWakesAtItsHourAndNotBefore() throws InterruptedException {
    Thread sleeper = Thread.startVirtualThread(() -> uninterrupted(() -> time.sleep(SECOND)));
    time.awaitSleeping(sleeper);

    time.advance(SECOND.minusNanos(1));
    assertThat(time.sleepers()).isEqualTo(1);
    assertThat(sleeper.isAlive()).isTrue();

    time.advance(Duration.ofNanos(1));
    sleeper.join();
    assertThat(time.sleepers()).isZero();
  }

  @Test
  void aSignalEndsTheWaitBeforeItsHour() throws InterruptedException {
    CompletableFuture<String> signal = new CompletableFuture<>();
    AtomicBoolean done = new AtomicBoolean();
    Thread waiter =
        Thread.startVirtualThread(() -> uninterrupted(() -> done.set(time.await(signal, SECOND))));
    time.awaitSleeping(waiter);

    signal.completeExceptionally(new IllegalStateException("a failed signal is a signal too"));
    waiter.join();

    assertThat(done).isTrue();
    assertThat(time.sleepers()).isZero();
  }

  @Test
  void aWaitWithoutSignalEndsAtItsHour() throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean(true);
    Thread waiter =
        Thread.startVirtualThread(
            () -> uninterrupted(() -> done.set(time.await(new CompletableFuture<>(), SECOND))));
    time.awaitSleeping(waiter);

    time.advance(SECOND);
    waiter.join();

    assertThat(done).isFalse();
  }

  @Test
  void anInterruptedSleeperLeaves() {
    CompletableFuture<Void> end = new CompletableFuture<>();
    Thread sleeper =
        Thread.startVirtualThread(() -> {
          try {
            time.sleep(SECOND);
            end.complete(null);
          } catch (InterruptedException e) {
            end.completeExceptionally(e);
          }
        });
    time.awaitSleeping(sleeper);

    sleeper.interrupt();

    assertThatThrownBy(end::get).hasCauseInstanceOf(InterruptedException.class);
    assertThat(time.sleepers()).isZero();
  }

  @Test
  void aSkewedClockSharesTheFlowOfTime() {
    FakeTime behind = time.skewed(Duration.ofSeconds(-5));
    Deadline deadline = Deadline.in(SECOND, behind);

    time.advance(SECOND);

    assertThat(behind.now()).isEqualTo(START.minusSeconds(4));
    assertThat(deadline.hasPassed()).isTrue();
  }

  @Test
  void anIndependentClockStandsStillWhenTheOtherMoves() {
    FakeTime paused = time.independent();
    time.advance(SECOND);

    assertThat(paused.now()).isEqualTo(START);
  }

  @Test
  void theWaitsOfTheMachineClockAlsoAnswerWhetherTheSignalCame() throws InterruptedException {
    var system = TimeSource.system();

    assertThat(system.await(new CompletableFuture<>(), Duration.ofMillis(1))).isFalse();
    assertThat(system.await(CompletableFuture.completedFuture(1), Duration.ZERO)).isTrue();
    assertThat(system.await(CompletableFuture.failedFuture(new IllegalStateException()), SECOND))
        .isTrue();
  }

  private interface Interruptible {
    void run() throws InterruptedException;
  }

  private static void uninterrupted(Interruptible work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
