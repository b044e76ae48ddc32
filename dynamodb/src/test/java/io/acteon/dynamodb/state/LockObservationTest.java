package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.state.LockObservation.Finding;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class LockObservationTest {
  private static final Duration SKEW = Duration.ofSeconds(5);
  private static final long LEASE_NANOS = 30_000_000_000L;
  private static final long NOW = 1_800_000_000_000L;

  private final LockObservation observation = new LockObservation(SKEW);

  @Test
  void aFreeLockCanBeHad() {
    assertThat(observation.see(new Item(Map.of()), 0, 0, NOW))
        .isEqualTo(new Finding.Obtainable(LockWrites.NOTHING_SEEN));
  }

  @Test
  void aLeaseIsOverdueOnceItsEndIsFurtherBackThanClocksMayBeApart() {
    Item item = held(7, NOW);

    assertThat(observation.see(item, 0, 0, NOW + SKEW.toMillis()))
        .isInstanceOf(Finding.HeldBy.class);
    assertThat(observation.see(item, 0, 0, NOW + SKEW.toMillis() + 1))
        .isEqualTo(new Finding.Obtainable(LockWrites.NOTHING_SEEN));
  }

  @Test
  void aLeaseThatStandsStillForItsWholeLengthCanBeTakenOverAtThatRevision() {
    Item item = held(7, NOW * 2);

    assertThat(observation.see(item, 50, 100, NOW)).isInstanceOf(Finding.HeldBy.class);
    assertThat(observation.see(item, 99 + LEASE_NANOS, 200 + LEASE_NANOS, NOW))
        .as("counted from the first answer to the last question")
        .isInstanceOf(Finding.HeldBy.class);
    assertThat(observation.see(item, 100 + LEASE_NANOS, 300 + LEASE_NANOS, NOW))
        .isEqualTo(new Finding.Obtainable(7));
  }

  @Test
  void everyMoveOfTheLeaseBeginsTheWatchAnew() {
    var _ = observation.see(held(7, NOW * 2), 0, 0, NOW);
    var _ = observation.see(held(8, NOW * 2), LEASE_NANOS - 1, LEASE_NANOS - 1, NOW);

    assertThat(observation.see(held(8, NOW * 2), LEASE_NANOS, LEASE_NANOS, NOW))
        .isInstanceOf(Finding.HeldBy.class);
    assertThat(observation.see(held(8, NOW * 2), 2 * LEASE_NANOS, 2 * LEASE_NANOS, NOW))
        .isEqualTo(new Finding.Obtainable(8));
  }

  private static Item held(long revision, long end) {
    return new Item(
        Map.of(
            "own", AttributeValue.fromS("somebody"),
            "tok", AttributeValue.fromN("5"),
            "rvn", AttributeValue.fromN(Long.toString(revision)),
            "dur", AttributeValue.fromN("30000"),
            "exp", AttributeValue.fromN(Long.toString(end))));
  }
}
