package io.acteon.server.cli;

import io.acteon.audit.AuditChain;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code acteon audit release}. Not thread-safe. */
@Command(
    name = "release",
    description =
        "Let the records of a held chain expire again, each at its own time; the chain records it.")
final class AuditReleaseCommand implements Callable<Integer> {
  @Mixin private HoldChange change;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    return change.make(
        command.commandLine(),
        AuditChain::release,
        "released",
        "%,d records will expire, each at its time");
  }
}
