package io.acteon.server.cli;

import io.acteon.server.Stores;
import io.acteon.server.config.GatewayConfig;
import io.acteon.store.Environment;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code acteon migrate}. Not thread-safe. */
@Command(
    name = "migrate",
    description = "Create the tables of state and audit, or check those there are, and exit.")
final class MigrateCommand implements Callable<Integer> {
  /** AWS takes up to some minutes to make a table with three indexes. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Mixin private ConfigOptions options;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    GatewayConfig config = options.read();
    Environment environment = Environment.system();
    Stores.migrate(config, environment, Deadline.in(PATIENCE, environment.time()))
        .forEach(command.commandLine().getOut()::println);
    return ExitCode.FINE;
  }
}
