package io.acteon.dynamodb.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.store.StoreListener;
import io.acteon.testkit.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The hybrid clock, and how the store's clock is measured. */
final class HybridClockTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final Duration SKEW = Duration.ofSeconds(5);

  private final FakeTime time = FakeTime.at(Instant.ofEpochMilli(NOW));
  private final HybridClock clock = new HybridClock(time, SKEW);

  @Test
  void versionsFollowTheWallClockAndNeverRepeat() {
    assertThat(clock.next()).isEqualTo(NOW * 1_000);
    assertThat(clock.next()).isEqualTo(NOW * 1_000 + 1);
    time.advance(Duration.ofMillis(1));
    assertThat(clock.next()).isEqualTo(NOW * 1_000 + 1_000);
  }

  @Test
  void aVersionWithinTheSkewIsAdopted() {
    clock.observe(NOW * 1_000 + 5_000_000);

    assertThat(clock.next()).isEqualTo(NOW * 1_000 + 5_000_001);
  }

  @Test
  void aVersionBeyondTheSkewIsNot() {
    clock.observe(NOW * 1_000 + 5_000_001);

    assertThat(clock.next()).isEqualTo(NOW * 1_000);
    assertThat(clock.nextAbove(NOW * 1_000 + 9_000_000)).isEqualTo(NOW * 1_000 + 9_000_001);
    assertThat(clock.next()).isLessThan(NOW * 1_000 + 9_000_000);
  }

  @Test
  void manyAnswersNarrowTheOffsetDown() {
    List<Duration> reported = new ArrayList<>();
    ClockOffset offset = new ClockOffset(listening(reported), "t");
    // The store is 1,234 ms ahead; answers take 10 ms; its Date has whole seconds.
    for (long sent = NOW; sent < NOW + 20_000; sent += 137) {
      offset.observe(sent, sent + 10, Math.floorDiv(sent + 5 + 1_234, 1_000) * 1_000);
    }

    assertThat(offset.estimate().orElseThrow())
        .isBetween(Duration.ofMillis(1_134), Duration.ofMillis(1_334));
    assertThat(offset.certain()).isLessThanOrEqualTo(Duration.ofMillis(1_234));
    assertThat(reported).hasSize(4);
  }

  @Test
  void oneAnswerProvesNoMoreThanItsResolutionAllows() {
    ClockOffset offset = new ClockOffset(StoreListener.NONE, "t");

    offset.observe(NOW + 990, NOW + 995, NOW);

    assertThat(offset.certain()).isZero();
    offset.observe(NOW, NOW + 5, NOW + 8_000);
    assertThat(offset.certain()).isEqualTo(Duration.ofMillis(7_995));
  }

  @Test
  void aSteppedClockIsNoticed() {
    ClockOffset offset = new ClockOffset(StoreListener.NONE, "t");
    offset.observe(NOW, NOW + 5, NOW);

    offset.observe(NOW + 20_000, NOW + 20_005, NOW);

    assertThat(offset.certain()).isEqualTo(Duration.ofSeconds(-19));
  }

  private static StoreListener listening(List<Duration> reported) {
    return new StoreListener() {
      @Override
      public void clockOffset(String table, Duration offset) {
        reported.add(offset);
      }
    };
  }
}
