package io.acteon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.model.Action;
import io.acteon.model.FailureCode;
import io.acteon.model.Outcome;
import io.acteon.provider.Delivery;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SenderTest {
  private static final Action ACTION = Stage.action("a-1").build();

  private final StepTime time = new StepTime();
  private final Heard heard = new Heard();
  private final ScriptedProvider provider = new ScriptedProvider("email");

  /** Waits each backoff out to its bound. */
  private final Sender patient =
      new Sender(ExecutorSettings.DEFAULT, time, heard, () -> 0.999_999_999);

  @Test
  void aRetryableFailureIsTriedFourTimesWithDoublingWaits() {
    provider.fails(FailureCode.CONNECTION);
    assertThat(patient.deliver(provider, ACTION, in(60)))
        .isEqualTo(new Outcome.Failed(FailureCode.CONNECTION, "no", true, 4));
    assertThat(provider.got).hasSize(4);
    assertThat(time.slept).extracting(Duration::toMillis).containsExactly(99L, 199L, 399L);
    assertThat(heard.all).hasSize(4).containsOnly("attempt CONNECTION");
  }

  @Test
  void jitterGoesDownToNoWaitAtAll() {
    provider.fails(FailureCode.CONNECTION);
    new Sender(ExecutorSettings.DEFAULT, time, heard, () -> 0).deliver(provider, ACTION, in(60));
    assertThat(time.slept).containsOnly(Duration.ZERO).hasSize(3);
  }

  @Test
  void whatIsNotRetryableIsTriedOnce() {
    provider.fails(FailureCode.EXECUTION_FAILED);
    assertThat(patient.deliver(provider, ACTION, in(60)))
        .isEqualTo(new Outcome.Failed(FailureCode.EXECUTION_FAILED, "no", false, 1));
    assertThat(provider.got).hasSize(1);
  }

  @Test
  void aSuccessEndsTheRetries() {
    var calls = new AtomicInteger();
    provider.does((_, _) ->
        calls.incrementAndGet() < 3
            ? Delivery.failed(FailureCode.TIMEOUT, "slow")
            : ScriptedProvider.DELIVERED);
    assertThat(patient.deliver(provider, ACTION, in(60))).isInstanceOf(Outcome.Executed.class);
    assertThat(provider.got).hasSize(3);
  }

  @Test
  void whatTheDestinationAsksForIsWaited() {
    provider.does((_, _) -> askingFor(Duration.ofSeconds(7)));
    patient.deliver(provider, ACTION, in(60));
    assertThat(time.slept).containsOnly(Duration.ofSeconds(7)).hasSize(3);
  }

  @Test
  void aWaitThatWouldOutliveTheRequestIsNotBegun() {
    provider.does((_, _) -> askingFor(Duration.ofHours(1)));
    assertThat(patient.deliver(provider, ACTION, in(60)))
        .isEqualTo(new Outcome.Failed(FailureCode.RATE_LIMITED, "later", true, 1));
    assertThat(time.slept).isEmpty();
  }

  @Test
  void nothingIsSentAfterTheDeadline() {
    assertThat(patient.deliver(provider, ACTION, in(0)))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo(FailureCode.TIMEOUT);
              assertThat(failed.attempts()).isZero();
              assertThat(failed.retryable()).isTrue();
            });
    assertThat(provider.got).isEmpty();
  }

  @Test
  void anAttemptGetsItsOwnTimeoutButNeverMoreThanTheRequestHas() {
    provider.does((_, deadline) -> {
      assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(30));
      return ScriptedProvider.DELIVERED;
    });
    assertThat(patient.deliver(provider, ACTION, in(60))).isInstanceOf(Outcome.Executed.class);
    provider.does((_, deadline) -> {
      assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(10));
      return ScriptedProvider.DELIVERED;
    });
    assertThat(patient.deliver(provider, ACTION, in(10))).isInstanceOf(Outcome.Executed.class);
  }

  @Test
  void aProviderThatForgetsItsDeadlineIsInterruptedAndKeepsItsPlaceUntilItReturns()
      throws Exception {
    var stuck = new CountDownLatch(1);
    var interrupted = new CompletableFuture<Void>();
    var leave = new CountDownLatch(1);
    provider.does((_, _) -> {
      try {
        stuck.await();
      } catch (InterruptedException _) {
        interrupted.complete(null);
      }
      leave.await();
      return ScriptedProvider.DELIVERED;
    });
    TimeSource real = TimeSource.system();
    var one =
        new Sender(
            new ExecutorSettings(0, Duration.ofMillis(50), 1, Duration.ZERO, Duration.ZERO),
            real,
            heard);
    Deadline deadline = Deadline.in(Duration.ofSeconds(20), real);

    assertThat(one.deliver(provider, ACTION, deadline))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo(FailureCode.TIMEOUT));
    interrupted.get();
    assertThat(one.deliver(provider, ACTION, deadline.atMost(Duration.ofMillis(50))))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.attempts()).isZero();
              assertThat(failed.message()).contains("all its 1 places");
            });
    leave.countDown();
    provider.does((_, _) -> ScriptedProvider.DELIVERED);
    assertThat(one.deliver(provider, ACTION, deadline)).isInstanceOf(Outcome.Executed.class);
  }

  @Test
  void onlySoManyAttemptsAreUnderWayAtOnceAndOtherProvidersAreNotHeldUp() throws Exception {
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var full = new CountDownLatch(3);
    var leave = new CountDownLatch(1);
    provider.does((_, _) -> {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      full.countDown();
      leave.await();
      inside.decrementAndGet();
      return ScriptedProvider.DELIVERED;
    });
    var three =
        new Sender(ExecutorSettings.of(0, Duration.ofSeconds(30), 3), TimeSource.system(), heard);
    Deadline deadline = Deadline.in(Duration.ofSeconds(30), TimeSource.system());
    var done = new CountDownLatch(20);
    for (int i = 0; i < 20; i++) {
      Thread.ofVirtual()
          .start(() -> {
            three.deliver(provider, ACTION, deadline);
            done.countDown();
          });
    }
    full.await();
    assertThat(three.deliver(new ScriptedProvider("sms"), ACTION, deadline))
        .isInstanceOf(Outcome.Executed.class);
    leave.countDown();
    done.await();
    assertThat(most).hasValue(3);
    assertThat(provider.got).hasSize(20);
  }

  @Test
  void aDefectOfAProviderIsAFailureThatShowsNoDetails() {
    provider.does((_, _) -> {
      throw new IllegalStateException("password=hunter2");
    });
    assertThat(patient.deliver(provider, ACTION, in(60)))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo(FailureCode.EXECUTION_FAILED);
              assertThat(failed.message())
                  .contains("IllegalStateException")
                  .doesNotContain("hunter2");
              assertThat(failed.attempts()).isEqualTo(1);
            });
  }

  @Test
  void anInterruptReachesTheProviderAndEndsTheDeliveryAndTheFlagStays() throws Exception {
    var sending = new CountDownLatch(1);
    var reached = new CompletableFuture<Void>();
    provider.does((_, _) -> {
      sending.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        reached.complete(null);
        throw e;
      }
      return ScriptedProvider.DELIVERED;
    });
    var ended = new CompletableFuture<Boolean>();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              Outcome outcome = patient.deliver(provider, ACTION, in(60));
              ended.complete(
                  outcome instanceof Outcome.Failed && Thread.currentThread().isInterrupted());
            });
    sending.await();
    thread.interrupt();
    assertThat(ended.get()).isTrue();
    reached.get();
  }

  @ParameterizedTest
  @CsvSource({"256, 256, false", "257, 256, true"})
  void longErrorsAreCut(int length, int kept, boolean marked) {
    assertThat(ErrorText.clipped("x".repeat(length)))
        .isEqualTo("x".repeat(kept) + (marked ? "...[truncated]" : ""));
  }

  @Test
  void errorsAreCutBetweenCharacters() {
    assertThat(ErrorText.clipped("x" + "\u00e4".repeat(200)))
        .isEqualTo("x" + "\u00e4".repeat(127) + "...[truncated]");
    assertThat(ErrorText.clipped("\ud83d\ude00".repeat(65)))
        .isEqualTo("\ud83d\ude00".repeat(64) + "...[truncated]");
  }

  private static Delivery askingFor(Duration wait) {
    return new Delivery.Failed(FailureCode.RATE_LIMITED, "later", true, Optional.of(wait));
  }

  private Deadline in(int seconds) {
    return Deadline.in(Duration.ofSeconds(seconds), time);
  }
}
