package io.acteon.server.cli;

import io.acteon.rules.yaml.RuleLoadException;
import io.acteon.server.config.ConfigException;
import io.acteon.store.StoreException;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Says a failure in a sentence, and which exit code it is; stack traces go to a verbose log. */
final class FailureReport {
  private FailureReport() {}

  static int wrongUsage(CommandLine.ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    List<String> near =
        wrong instanceof CommandLine.UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    String hint = near.isEmpty() ? "" : "; did you mean '" + near.getFirst() + "'?";
    say(
        command,
        wrong.getMessage()
            + hint
            + "\nSee '"
            + command.getCommandSpec().qualifiedName()
            + " --help'.");
    return ExitCode.USAGE;
  }

  static int failed(Exception failure, CommandLine command, boolean verbose) {
    if (verbose) {
      LoggerFactory.getLogger(FailureReport.class).debug("the command failed", failure);
    }
    return switch (failure) {
      case CommandFailure told -> said(command, told, told.exitCode());
      case CommandLine.ParameterException wrong -> wrongUsage(wrong, new String[0]);
      case ConfigException wrong -> said(command, wrong, ExitCode.USAGE);
      case RuleLoadException wrong -> said(command, wrong, ExitCode.USAGE);
      case StoreException down -> said(command, down, ExitCode.STORE);
      default -> unexpected(failure, command, verbose);
    };
  }

  private static int said(CommandLine command, Exception failure, int exitCode) {
    say(command, String.valueOf(failure.getMessage()));
    return exitCode;
  }

  private static int unexpected(Exception failure, CommandLine command, boolean verbose) {
    say(
        command,
        failure + (verbose ? "" : " (unexpected; run it again with --verbose for the details)"));
    return ExitCode.NOT_SO;
  }

  private static void say(CommandLine command, String message) {
    command.getErr().println("acteon: " + message);
    command.getErr().flush();
  }
}
