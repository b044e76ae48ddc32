package io.acteon.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code acteon config}. Not thread-safe. */
@Command(
    name = "config",
    description =
        "Check the configuration and print what is in effect: each value with where it comes from,"
            + " secrets masked.")
final class ConfigCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    String toml = options.read().effective().toml();
    command.commandLine().getOut().print(toml);
    command.commandLine().getOut().flush();
    return ExitCode.FINE;
  }
}
