package io.acteon.dynamodb;

import io.acteon.dynamodb.state.DynamoStateStore;
import io.acteon.dynamodb.state.StateSettings;
import io.acteon.state.StateBackend;
import io.acteon.state.StateStore;
import io.acteon.store.Environment;
import io.acteon.store.Setting;
import io.acteon.store.Settings;
import io.acteon.time.Deadline;
import java.util.List;
import java.util.function.UnaryOperator;

/** {@code [state] backend = "dynamodb"}. */
public final class DynamoDbStateBackend implements StateBackend {
  @Override
  public String name() {
    return "dynamodb";
  }

  @Override
  public List<Setting> settings() {
    return StateSettings.keys();
  }

  @Override
  public StateStore open(Settings settings, Environment environment) {
    return DynamoStateStore.open(StateSettings.of(settings), environment, UnaryOperator.identity());
  }

  @Override
  public List<String> migrate(Settings settings, Environment environment, Deadline deadline) {
    return DynamoStateStore.migrate(StateSettings.of(settings), environment, deadline);
  }
}
