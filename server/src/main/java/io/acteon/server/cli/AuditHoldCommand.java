package io.acteon.server.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code acteon audit hold}. Not thread-safe. */
@Command(
    name = "hold",
    description =
        "Keep the records of a chain from expiring, those there are and those to come, until it is"
            + " released; the chain records it. May be repeated.")
final class AuditHoldCommand implements Callable<Integer> {
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
    long kept =
        change.make(command.commandLine(), (chain, scope, by) -> chain.hold(scope, reason, by));
    command
        .commandLine()
        .getOut()
        .printf(Locale.ROOT, "held: %,d records lost their expiry, new ones get none%n", kept);
    return ExitCode.FINE;
  }
}
