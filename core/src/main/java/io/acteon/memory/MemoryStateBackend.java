package io.acteon.memory;

import io.acteon.state.StateBackend;
import io.acteon.state.StateStore;
import io.acteon.store.Environment;
import io.acteon.store.Setting;
import io.acteon.store.Settings;
import io.acteon.time.Deadline;
import java.util.List;

/**
 * State in this process's memory. Stores opened by one instance share their data, as processes
 * share a database. Thread-safe.
 */
public final class MemoryStateBackend implements StateBackend {
  private final Space space = new Space();

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<Setting> settings() {
    return List.of();
  }

  @Override
  public StateStore open(Settings settings, Environment environment) {
    return new MemoryStateStore(space, environment.time());
  }

  @Override
  public List<String> migrate(Settings settings, Environment environment, Deadline deadline) {
    return List.of("State is kept in memory: there is nothing to create.");
  }
}
