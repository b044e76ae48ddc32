package io.acteon.dynamodb.partitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.DynamoDbState;
import io.acteon.model.Scope;
import io.acteon.simulator.Simulator;
import io.acteon.simulator.SimulatorOptions;
import io.acteon.simulator.accounting.Report;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.StateStore;
import io.acteon.state.Timers;
import io.acteon.store.Answer;
import io.acteon.testkit.fault.DisturbedHttpClient;
import io.acteon.testkit.fault.FaultPlan;
import io.acteon.testkit.fault.RequestLog;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What moving many timers costs at the wire, and how it spreads over the index of due timers. */
class TimerMovesTest {
  private static final int FEW = 500;
  private static final int MANY = 10_000;
  private static final int SHARDS = 16;
  private static final String TABLE = "moves";
  private static final Instant DUE = Instant.parse("2100-01-01T00:00:00Z");

  private final RequestLog wire = new RequestLog();

  @Test
  void aMoveIsOneRequestHoweverManyTimersThereAre() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorOptions.plain());
        StateStore store =
            DynamoDbState.at(simulator.endpoint())
                .table(TABLE)
                .wire(http -> new DisturbedHttpClient(http, FaultPlan.NONE, wire, 0))
                .open()) {
      for (int timers : new int[] {FEW, MANY}) {
        put(store.timers(), timers, DUE);
        wire.reset();
        simulator.reset();

        put(store.timers(), timers, DUE.plus(Duration.ofDays(1)));

        assertThat(wire.counts()).isEqualTo(Map.of("UpdateItem", (long) timers));
        assertSpread(simulator.report(), timers);
      }
    }
  }

  /** A move takes a timer out of the index and puts it in again. */
  private static void assertSpread(Report report, int timers) {
    Report.Usage index = Objects.requireNonNull(report.index(TABLE, "due"));
    Report.HotKey hottest = index.hottest().getFirst();
    System.out.println(
        "moves of %d timers: %.0f units in the index, hottest of %d shards '%s' with %.1f %%"
            .formatted(
                timers,
                index.writeUnits(),
                index.partitionKeys(),
                hottest.key(),
                100 * hottest.writeShare()));
    assertThat(index.writeUnits()).isEqualTo(2.0 * timers);
    assertThat(index.partitionKeys()).isEqualTo(SHARDS);
    assertThat(hottest.writeShare()).isLessThan(2.0 / SHARDS);
  }

  private static void put(Timers timers, int count, Instant due) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var puts =
          IntStream.range(0, count)
              .mapToObj(i -> threads.submit(() -> put(timers, count + "-" + i, due)))
              .toList();
      for (Future<?> one : puts) {
        one.get();
      }
    }
  }

  private static void put(Timers timers, String id, Instant due) {
    StateKey key = new StateKey(new Scope("moves", "t"), new Kind("alarm", Kind.Shape.POINT), id);
    Deadline deadline = Deadline.in(Duration.ofSeconds(60), TimeSource.system());
    assertThat(timers.put("work", key, due, "p", deadline)).isInstanceOf(Answer.Applied.class);
  }
}
