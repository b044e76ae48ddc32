package io.acteon.server.cli;

import io.acteon.rules.RuleSet;
import io.acteon.rules.yaml.RuleFiles;
import io.acteon.rules.yaml.RuleLoadException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code acteon rules ...}. Not thread-safe. */
@Command(name = "rules", description = "Work on rule files without a gateway.")
final class RulesCommand implements Runnable {
  @Spec private CommandSpec command;

  @Override
  public void run() {
    throw new picocli.CommandLine.ParameterException(
        command.commandLine(), "say what to do with rules: check DIRECTORY");
  }

  /** {@code acteon rules check DIRECTORY}; exit code 1 when there is a mistake. */
  @Command(name = "check", description = "Load every rule file and name what is wrong with any.")
  int check(
      @Parameters(paramLabel = "DIRECTORY", description = "Where the rule files lie.")
          Path directory) {
    try {
      RuleSet rules = RuleFiles.load(directory, ZoneOffset.UTC);
      command.commandLine().getOut().println(rules.rules().size() + " rules, all well");
      return ExitCode.FINE;
    } catch (RuleLoadException e) {
      e.problems().forEach(command.commandLine().getErr()::println);
      return ExitCode.NOT_SO;
    }
  }
}
