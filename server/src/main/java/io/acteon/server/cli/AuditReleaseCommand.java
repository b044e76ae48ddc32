package io.acteon.server.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code acteon audit release}. Not thread-safe. */
@Command(
    name = "release",
    description =
        "Let the records of a held chain expire again, each at its own time; the chain records it.")
final class AuditReleaseCommand implements Callable<Integer> {
  @Mixin private HoldChange change;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; it is part of the record.")
  private String reason = "";

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    long expiring =
        change.make(command.commandLine(), (chain, scope, by) -> chain.release(scope, reason, by));
    command
        .commandLine()
        .getOut()
        .printf(Locale.ROOT, "released: %,d records will expire, each at its time%n", expiring);
    return ExitCode.FINE;
  }
}
