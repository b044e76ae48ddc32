package io.acteon.dynamodb.state;

import io.acteon.dynamodb.local.SharedSimulator;
import io.acteon.state.StateStore;
import io.acteon.testkit.state.Capabilities;
import io.acteon.testkit.state.TimersContract;
import io.acteon.time.TimeSource;

/** The contract, kept by the engine on an index that lags. */
final class SimulatorTimersTest extends TimersContract {
  private static final LocalTable TABLE = LocalTable.createAt(SharedSimulator.lagging());

  @Override
  protected StateStore open(TimeSource clock) {
    return TABLE.open(clock);
  }

  @Override
  protected Capabilities capabilities() {
    return new Capabilities(true, LocalTable.MAX_SKEW);
  }
}
