package io.acteon.dynamodb.state;

import io.acteon.dynamodb.local.SharedSimulator;
import io.acteon.state.StateStore;
import io.acteon.testkit.state.Capabilities;
import io.acteon.testkit.state.LocksContract;
import io.acteon.time.TimeSource;

/** The contract, kept by the engine where reads that are not consistent are stale. */
final class SimulatorLocksTest extends LocksContract {
  private static final LocalTable TABLE = LocalTable.createAt(SharedSimulator.stale());

  @Override
  protected StateStore open(TimeSource clock) {
    return TABLE.open(clock);
  }

  @Override
  protected Capabilities capabilities() {
    return new Capabilities(true, LocalTable.MAX_SKEW);
  }
}
