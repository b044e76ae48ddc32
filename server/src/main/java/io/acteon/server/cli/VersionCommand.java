package io.acteon.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code acteon version}. Not thread-safe. */
@Command(name = "version", description = "Print which build this is.")
final class VersionCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    command.commandLine().getOut().println(new Version().getVersion()[0]);
    return ExitCode.FINE;
  }
}
