package io.acteon.server.cli;

import io.acteon.server.GatewayServer;
import io.acteon.server.config.GatewayConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code acteon serve}. Not thread-safe. */
@Command(
    name = "serve",
    description =
        "Run the gateway. SIGTERM or Ctrl-C ends it in order; a second one ends it at once.")
final class ServeCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws InterruptedException {
    GatewayConfig config = options.read();
    PrintWriter out = command.commandLine().getOut();
    return GatewayRun.untilStopped(config, out, server -> out.println(started(config, server)));
  }

  private static String started(GatewayConfig config, GatewayServer server) {
    GatewayConfig.Audit audit = config.audit();
    return "acteon %s listens on %s (state: %s, audit: %s, %d rules, %d providers)"
        .formatted(
            Version.number(),
            GatewayRun.url(server),
            config.state().backend().name(),
            audit.enabled() ? audit.backend().name() : "off",
            server.ruleCount(),
            config.providers().size());
  }
}
