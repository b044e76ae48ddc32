package io.acteon.server.cli;

import io.acteon.server.config.KeyReference;
import io.acteon.server.config.Plugins;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code acteon config}. Not thread-safe. */
@Command(
    name = "config",
    description =
        "Check the configuration and print what is in effect: each value with where it comes from,"
            + " secrets masked.")
final class ConfigCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options;

  @Option(names = "--keys", description = "Print every key there is instead, as Markdown tables.")
  private boolean keys;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    command
        .commandLine()
        .getOut()
        .print(keys ? KeyReference.markdown(Plugins.load()) : options.read().effective().toml());
    command.commandLine().getOut().flush();
    return ExitCode.FINE;
  }
}
