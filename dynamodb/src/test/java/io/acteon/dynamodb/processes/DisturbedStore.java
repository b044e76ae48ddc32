package io.acteon.dynamodb.processes;

import io.acteon.dynamodb.internal.ConnectionSettings;
import io.acteon.dynamodb.internal.ConnectionSettings.HttpClient;
import io.acteon.dynamodb.state.DynamoStateStore;
import io.acteon.dynamodb.state.SkewedTime;
import io.acteon.dynamodb.state.StateSettings;
import io.acteon.state.StateStore;
import io.acteon.store.Environment;
import io.acteon.store.StoreListener;
import io.acteon.testkit.fault.DisturbedHttpClient;
import io.acteon.testkit.fault.FaultPlan;
import io.acteon.testkit.fault.RequestLog;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import io.acteon.time.UuidV7;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A state store as a {@link Setup} describes it. Thread-safe. */
final class DisturbedStore implements AutoCloseable {
  /** Above twice what any child's clock is off. */
  static final Duration MAX_SKEW = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RequestLog log = new RequestLog();
  private final List<DisturbedHttpClient> wires = new ArrayList<>();
  private final TimeSource time;
  private final StateStore state;

  DisturbedStore(Setup setup) {
    this.time = new SkewedTime(setup.skew());
    var connection =
        new ConnectionSettings(
            Optional.of(setup.url()),
            Optional.of("us-east-1"),
            Optional.empty(),
            setup.table(),
            HttpClient.CRT,
            32,
            Duration.ofSeconds(10),
            MAX_SKEW);
    this.state =
        DynamoStateStore.open(
            new StateSettings(connection, StateSettings.DEFAULT_PREFIX, Optional.empty()),
            new Environment(time, new UuidV7(time), StoreListener.NONE),
            client -> {
              FaultPlan plan =
                  FaultPlan.disturbing(setup.disturbed(), setup.seed()).only("UpdateItem"::equals);
              var wire = new DisturbedHttpClient(client, plan, log, setup.seed());
              wires.add(wire);
              return wire;
            });
  }

  StateStore state() {
    return state;
  }

  TimeSource time() {
    return time;
  }

  /** So late that every fate is known by then. */
  Deadline patient() {
    return Deadline.in(PATIENCE, time);
  }

  long disturbedRequests() {
    return log.disturbed();
  }

  /** Delivers what is still on its way. */
  void deliverAll() {
    wires.forEach(DisturbedHttpClient::deliverAll);
  }

  @Override
  public void close() {
    state.close();
  }
}
