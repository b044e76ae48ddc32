package io.acteon.testkit.state.memory;

import io.acteon.memory.MemoryStateBackend;
import io.acteon.state.StateBackend;
import io.acteon.state.StateStore;
import io.acteon.store.Environment;
import io.acteon.store.Settings;
import io.acteon.store.StoreListener;
import io.acteon.testkit.state.Capabilities;
import io.acteon.time.TimeSource;
import io.acteon.time.UuidV7;
import java.time.Duration;
import java.util.Map;

/** Stores over one memory, and what they can do. Thread-safe. */
final class MemoryStores {
  static final Capabilities CAPABILITIES = new Capabilities(true, Duration.ZERO);

  private final StateBackend backend = new MemoryStateBackend();

  StateStore open(TimeSource clock) {
    return backend.open(
        new Settings(backend.settings(), Map.of()),
        new Environment(clock, new UuidV7(clock), StoreListener.NONE));
  }
}
