package io.acteon.server.cli;

import io.acteon.audit.AuditChain;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import io.acteon.server.config.GatewayConfig;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which chain is to be held or released, doing it, and saying so. Not thread-safe. */
final class HoldChange {
  @Mixin private ConfigOptions options;
  @Mixin private AuditScope scope = new AuditScope();

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; it is part of the record.")
  private String reason = "";

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  /** What is done to the chain; answers how many records it was about. */
  interface Change {
    long make(AuditChain chain, Scope scope, String reason, Deadline deadline);
  }

  /**
   * Makes the change and prints what came of it.
   *
   * @param done such as "held"
   * @param text what that means, with a place for the number of records
   */
  int make(CommandLine command, Change change, String done, String text) {
    Scope chain = scope.required(command);
    GatewayConfig config = options.read();
    long records;
    try (AuditTrail trail = AuditTrail.forWriting(config)) {
      Deadline deadline = Deadline.in(AuditVerifyCommand.PATIENCE, TimeSource.system());
      records = change.make(trail.chain(), chain, reason, deadline);
    }
    PrintWriter out = command.getOut();
    out.println(
        json
            ? JsonText.print(
                Json.object(
                    Json.field("namespace", chain.namespace()),
                    Json.field("tenant", chain.tenant()),
                    Json.field(done, records)))
            : done + ": " + String.format(Locale.ROOT, text, records));
    out.flush();
    return ExitCode.FINE;
  }
}
