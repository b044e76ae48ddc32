package io.acteon.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.state.Counters;
import io.acteon.state.Counters.Admitted;
import io.acteon.state.Counters.Rate;
import io.acteon.state.Counters.Rejected;
import io.acteon.state.Ttl;
import io.acteon.store.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What {@link Counters} promises for rate limits, held against a backend. Rates are exact to the
 * microsecond; an interval between permits that is no whole number of them is rounded up.
 */
public abstract class RatesContract extends StateContract {
  private static final Duration MICRO = Duration.ofNanos(1000);
  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final Rate TEN_PER_SECOND = new Rate(10, Duration.ofSeconds(1), 3);

  @Test
  void aBurstIsAdmittedAndWhoComesNextIsToldExactlyHowLongToWait() {
    Counters counters = store().counters();
    for (int i = 0; i < 3; i++) {
      admitted(counters);
    }
    assertThat(rejected(counters)).isEqualTo(INTERVAL);

    time.advance(INTERVAL.minus(MICRO));
    assertThat(rejected(counters)).isEqualTo(MICRO);
    time.advance(MICRO);
    admitted(counters);
    assertThat(rejected(counters)).isEqualTo(INTERVAL);
  }

  @Test
  void rejectionsCostNothing() {
    Counters counters = store().counters();
    for (int i = 0; i < 3; i++) {
      admitted(counters);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(rejected(counters)).isEqualTo(INTERVAL);
    }
    time.advance(INTERVAL);
    admitted(counters);
  }

  @Test
  void anIdleRateFillsUpToItsBurstAndNotBeyond() {
    Counters counters = store().counters();
    admitted(counters);
    time.advance(Duration.ofHours(1));
    for (int i = 0; i < 3; i++) {
      admitted(counters);
    }
    assertThat(rejected(counters)).isEqualTo(INTERVAL);
  }

  @Test
  void aBurstOfOneAdmitsOnePerInterval() {
    Counters counters = store().counters();
    Rate rate = new Rate(1, Duration.ofSeconds(30), 1);
    for (int i = 0; i < 3; i++) {
      applied(counters.admit(counter("a"), rate, soon()));
      time.advance(Duration.ofSeconds(10));
      assertThat(refused(counters.admit(counter("a"), rate, soon())).retryAfter())
          .isEqualTo(Duration.ofSeconds(20));
      time.advance(Duration.ofSeconds(20));
    }
  }

  @Test
  void ofManyAtOnceExactlyTheBurstIsAdmitted() {
    List<Counters> replicas = List.of(store().counters(), store().counters());
    Rate rate = new Rate(10, Duration.ofSeconds(1), 12);

    List<Answer<Admitted, Rejected>> answers =
        Together.run(48, i -> replicas.get(i % 2).admit(counter("a"), rate, soon()));

    assertThat(answers).filteredOn(Answer.Applied.class::isInstance).hasSize(12);
    assertThat(answers)
        .filteredOn(Answer.Refused.class::isInstance)
        .hasSize(36)
        .allSatisfy(answer -> assertThat(refused(answer).retryAfter()).isEqualTo(INTERVAL));
  }

  @Test
  void whateverComesTheAnswersAreThoseOfTheAlgorithm() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Counters counters = store().counters();
    Rate rate = new Rate(7, Duration.ofSeconds(1), 4);
    long interval = 142_858; // us: a seventh of a second, rounded up
    long now = 0;
    long arrival = 0;
    for (int i = 0; i < 120; i++) {
      long step = random.nextLong(2 * interval);
      time.advance(MICRO.multipliedBy(step));
      now += step;
      arrival = Math.max(arrival, now);
      long wait = arrival - 3 * interval - now;
      String which = "call " + i + ", seed " + seed;
      switch (counters.admit(counter("a"), rate, soon())) {
        case Answer.Applied<Admitted, Rejected> _ -> {
          assertThat(wait).as(which).isLessThanOrEqualTo(0);
          arrival += interval;
        }
        case Answer.Refused<Admitted, Rejected>(Rejected rejected) ->
            assertThat(rejected.retryAfter()).as(which).isEqualTo(MICRO.multipliedBy(wait));
        case Answer.Unknown<Admitted, Rejected>(String reason) -> throw new AssertionError(reason);
      }
    }
  }

  @Test
  void aRateAndACounterOfOneNameAreTwoThings() {
    Counters counters = store().counters();
    applied(counters.increment(counter("a"), 5, Ttl.NEVER, soon()));
    admitted(counters);

    assertThat(counters.read(counter("a"), soon()).orElseThrow().value()).isEqualTo(5);
    applied(counters.delete(counter("a"), soon()));
    admitted(counters);
    admitted(counters);
    assertThat(rejected(counters)).isEqualTo(INTERVAL);
  }

  @Test
  void differentKeysDoNotShareARate() {
    Counters counters = store().counters();
    for (int i = 0; i < 3; i++) {
      admitted(counters);
    }
    applied(counters.admit(counter("b"), TEN_PER_SECOND, soon()));
  }

  @Test
  void aRateThatNoClockCanCountIsRefusedWhereItIsMade() {
    for (Duration period : List.of(Duration.ofDays(365), Duration.ofDays(400_000))) {
      assertThatThrownBy(() -> new Rate(1, period, Long.MAX_VALUE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("burst");
    }
    applied(
        store().counters().admit(counter("c"), new Rate(1, Duration.ofDays(366), 1_000), soon()));
  }

  @Test
  void whatIsNoCounterHasNoRate() {
    Counters counters = store().counters();

    assertThatThrownBy(() -> counters.admit(point("a"), TEN_PER_SECOND, soon()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void admitted(Counters counters) {
    applied(counters.admit(counter("a"), TEN_PER_SECOND, soon()));
  }

  private Duration rejected(Counters counters) {
    return refused(counters.admit(counter("a"), TEN_PER_SECOND, soon())).retryAfter();
  }
}
