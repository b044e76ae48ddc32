package io.acteon.server.cli;

import io.acteon.server.config.ConfigReader;
import io.acteon.server.config.GatewayConfig;
import io.acteon.server.config.Overrides;
import io.acteon.server.config.Plugins;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say which configuration is meant. Not thread-safe. */
final class ConfigOptions {
  private final Map<String, String> environment;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Configuration file; without it acteon.toml, if there is one.")
  private @Nullable Path file;

  @Option(names = "--host", description = "Address to listen on: server.host.")
  private @Nullable String host;

  @Option(names = "--port", description = "Port to listen on, 0 for any free one: server.port.")
  private @Nullable String port;

  @Option(
      names = "--allow-unauthenticated",
      description = "Listen beyond loopback although nobody is asked who they are.")
  private boolean allowUnauthenticated;

  @Option(
      names = "--set",
      paramLabel = "SECTION.KEY=VALUE",
      description = "Override any key; lists as JSON. May be repeated.")
  private Map<String, String> set = Map.of();

  ConfigOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  GatewayConfig read() {
    return new ConfigReader(Plugins.load()).read(Optional.ofNullable(file), overrides());
  }

  private Overrides overrides() {
    var overrides = new Overrides(environment, Map.of());
    for (Map.Entry<String, String> one : set.entrySet()) {
      overrides = overrides.with(one.getKey(), "--set", one.getValue());
    }
    if (host != null) {
      overrides = overrides.with("server.host", "--host", host);
    }
    if (port != null) {
      overrides = overrides.with("server.port", "--port", port);
    }
    if (allowUnauthenticated) {
      overrides = overrides.with("server.allow_unauthenticated", "--allow-unauthenticated", "true");
    }
    return overrides;
  }
}
