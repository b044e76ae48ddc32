package io.acteon.server.cli;

import io.acteon.audit.AuditChain;
import io.acteon.model.Scope;
import io.acteon.server.config.GatewayConfig;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Which chain is to be held or released, and doing it. Not thread-safe. */
final class HoldChange {
  @Mixin private ConfigOptions options;
  @Mixin private AuditScope scope = new AuditScope();

  /** What is done to the chain; answers how many records it was about. */
  interface Change {
    long make(AuditChain chain, Scope scope, Deadline deadline);
  }

  long make(CommandLine command, Change change) {
    Scope chain = scope.required(command);
    GatewayConfig config = options.read();
    try (AuditTrail trail = AuditTrail.forWriting(config)) {
      return change.make(
          trail.chain(), chain, Deadline.in(AuditVerifyCommand.PATIENCE, TimeSource.system()));
    }
  }
}
