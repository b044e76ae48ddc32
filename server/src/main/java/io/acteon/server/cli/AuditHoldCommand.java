package io.acteon.server.cli;

import io.acteon.audit.AuditChain;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code acteon audit hold}. Not thread-safe. */
@Command(
    name = "hold",
    description =
        "Keep the records of a chain from expiring, those there are and those to come, until it is"
            + " released; the chain records it. May be repeated.")
final class AuditHoldCommand implements Callable<Integer> {
  @Mixin private HoldChange change;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    return change.make(
        command.commandLine(),
        AuditChain::hold,
        "held",
        "%,d records lost their expiry, new ones get none");
  }
}
