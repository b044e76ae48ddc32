package io.acteon.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code acteon audit ...}. Not thread-safe. */
@Command(
    name = "audit",
    description = "Verify, export and read the audit trail.",
    subcommands = {
      AuditVerifyCommand.class,
      AuditExportCommand.class,
      AuditTailCommand.class,
      AuditHoldCommand.class,
      AuditReleaseCommand.class,
      AuditKeygenCommand.class
    })
final class AuditCommand implements Runnable {
  @Spec private CommandSpec command;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        command.commandLine(),
        "say what to do with the audit trail: verify, export, tail, hold, release or keygen");
  }
}
