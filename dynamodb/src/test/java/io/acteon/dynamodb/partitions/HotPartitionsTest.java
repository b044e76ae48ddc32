package io.acteon.dynamodb.partitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.DynamoDbState;
import io.acteon.dynamodb.internal.Keys;
import io.acteon.dynamodb.partitions.PartitionMeter.Hottest;
import io.acteon.dynamodb.state.StateSettings;
import io.acteon.model.Scope;
import io.acteon.simulator.Simulator;
import io.acteon.simulator.SimulatorOptions;
import io.acteon.simulator.accounting.Report;
import io.acteon.state.Claims;
import io.acteon.state.Claims.Claim;
import io.acteon.state.Claims.Standing;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.StateStore;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How evenly the keys of the state table spread the load of one tenant: what a few real dispatches
 * write, where they write it, and what that makes of 5,000 dispatches a second for a minute, in
 * virtual time.
 */
class HotPartitionsTest {
  private static final int DISPATCHES = 300_000;
  private static final int PER_SECOND = 5_000;
  private static final int SAMPLE = 200;

  /** A claim and a completion; the sample shows that it is so. */
  private static final double UNITS_PER_WRITE = 1;

  private static final Scope TENANT = new Scope("shop", "acme");

  private final Keys keys = new Keys(StateSettings.DEFAULT_PREFIX);
  private final PartitionMeter meter = new PartitionMeter();

  @Test
  void aRealDispatchWritesTwoUnitsToAPartitionOfItsOwn() {
    String table = "sample";
    try (Simulator simulator = Simulator.start(SimulatorOptions.plain());
        StateStore store = DynamoDbState.at(simulator.endpoint()).table(table).open()) {
      simulator.reset();
      IntStream.range(0, SAMPLE).forEach(i -> claimAndComplete(store.claims(), dedupKey(i)));

      Report report = simulator.report();
      Report.Usage usage = Objects.requireNonNull(report.table(table));
      assertThat(report.requests()).isEqualTo(2L * SAMPLE);
      assertThat(usage.partitionKeys()).isEqualTo(SAMPLE);
      assertThat(usage.writeUnits()).isEqualTo(2 * UNITS_PER_WRITE * SAMPLE);
      List<String> expected =
          IntStream.range(0, SAMPLE).mapToObj(i -> keys.point(dedupKey(i)).pk()).toList();
      assertThat(usage.hottest())
          .isNotEmpty()
          .allSatisfy(hot -> {
            assertThat(expected).contains(hot.key());
            assertThat(hot.writeUnits()).isEqualTo(2 * UNITS_PER_WRITE);
          });
    }
  }

  @Test
  void noPartitionIsHotWhenOneTenantDispatchesFiveThousandASecond() {
    long seed = Long.getLong("acteon.seed", ThreadLocalRandom.current().nextLong(1_000_000));
    Random random = new Random(seed);
    for (int i = 0; i < DISPATCHES; i++) {
      String partition = keys.point(dedupKey(i)).pk();
      Duration at = arrival(i);
      meter.write(partition, UNITS_PER_WRITE, at);
      meter.write(partition, UNITS_PER_WRITE, at.plusMillis(5 + random.nextInt(500)));
      for (int again = random.nextInt(5); again > 3; again--) {
        // A refused claim is charged like one that is granted.
        meter.write(partition, UNITS_PER_WRITE, at.plusMillis(random.nextInt(1000)));
      }
    }

    Hottest hottest = report("dispatches of one tenant, seed " + seed);
    assertThat(meter.partitions()).isEqualTo(DISPATCHES);
    assertThat(hottest.peakPerSecond())
        .as("seed %d", seed)
        .isLessThan(PartitionMeter.MOST_WRITES / 100);
    assertThat(hottest.share()).isLessThan(10.0 / DISPATCHES);
  }

  @Test
  void listedEntriesOfOneTenantCarryThreeThousandWritesASecond() {
    int perSecond = 3_000;
    Kind listed = new Kind("event_state", Kind.Shape.LISTABLE);
    for (int i = 0; i < perSecond * 60; i++) {
      StateKey key = new StateKey(TENANT, listed, "event-" + i);
      meter.write(keys.listed(key).pk(), UNITS_PER_WRITE, Duration.ofSeconds(i / perSecond));
    }

    Hottest hottest = report("3,000 listed entries a second");
    assertThat(meter.partitions()).isEqualTo(Keys.LIST_SHARDS);
    assertThat(hottest.peakPerSecond()).isLessThan(PartitionMeter.MOST_WRITES);
  }

  /** What the meter says of the one thing that cannot be spread: a number everybody changes. */
  @Test
  void aSingleCounterIsThePartitionThatEveryIncrementGoesTo() {
    StateKey counter = new StateKey(TENANT, Kind.THROTTLE, "per-tenant");
    for (int i = 0; i < PER_SECOND * 2; i++) {
      meter.write(keys.point(counter).pk(), UNITS_PER_WRITE, arrival(i));
    }

    assertThat(report("one counter, each increment a request"))
        .isEqualTo(new Hottest(keys.point(counter).pk(), PER_SECOND, 1));
  }

  private static Duration arrival(int dispatch) {
    return Duration.ofNanos(dispatch * (1_000_000_000L / PER_SECOND));
  }

  /** Ids as applications make them: counted up, so that only their ends differ. */
  private static StateKey dedupKey(int i) {
    return new StateKey(TENANT, Kind.DEDUP, "order-" + (1_000_000 + i) + "/receipt");
  }

  private static void claimAndComplete(Claims claims, StateKey key) {
    Deadline deadline = Deadline.in(Duration.ofSeconds(30), TimeSource.system());
    var terms = new Claims.Terms(Duration.ofSeconds(65), Duration.ofHours(1), "sha256:0");
    if (!(claims.claim(key, terms, deadline)
            instanceof Answer.Applied<Claim, Standing>(Claim claim))
        || !(claims.complete(claim, "{}", deadline) instanceof Answer.Applied)) {
      throw new AssertionError("not claimed and completed: " + key);
    }
  }

  private Hottest report(String what) {
    Hottest hottest = meter.hottest();
    System.out.println(
        "%s: %d partition keys, %.0f write units; hottest '%s': %.0f units a second, %.5f %% of all"
            .formatted(
                what,
                meter.partitions(),
                meter.total(),
                hottest.partition(),
                hottest.peakPerSecond(),
                100 * hottest.share()));
    return hottest;
  }
}
