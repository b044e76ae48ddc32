package io.acteon.testkit.state.memory;

import io.acteon.state.StateStore;
import io.acteon.testkit.state.Capabilities;
import io.acteon.testkit.state.ClaimsContract;
import io.acteon.time.TimeSource;

class MemoryClaimsTest extends ClaimsContract {
  private final MemoryStores stores = new MemoryStores();

  @Override
  protected StateStore open(TimeSource clock) {
    return stores.open(clock);
  }

  @Override
  protected Capabilities capabilities() {
    return MemoryStores.CAPABILITIES;
  }
}
