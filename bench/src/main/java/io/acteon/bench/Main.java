package io.acteon.bench;

import io.acteon.bench.audit.AuditBench;
import io.acteon.bench.dispatch.DispatchBench;
import io.acteon.bench.rules.RulesBench;
import io.acteon.bench.state.StateBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of {@code acteon bench}. */
@Command(
    name = "acteon bench",
    description = "Measures this build; prints tables in Markdown.",
    mixinStandardHelpOptions = true,
    subcommands = {AuditBench.class, DispatchBench.class, RulesBench.class, StateBench.class})
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
