package io.acteon.server.cli;

import java.util.Map;
import picocli.CommandLine;

/** Makes commands, giving the environment to those that read it. Immutable. */
final class Commands implements CommandLine.IFactory {
  private final Map<String, String> environment;

  Commands(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (type == ConfigOptions.class) {
      return type.cast(new ConfigOptions(environment));
    }
    return CommandLine.defaultFactory().create(type);
  }
}
