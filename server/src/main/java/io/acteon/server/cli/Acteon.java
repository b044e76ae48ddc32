package io.acteon.server.cli;

import io.acteon.server.log.LogFormat;
import io.acteon.server.log.Logging;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.event.Level;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The command {@code acteon}; its subcommands do the work. Not thread-safe. */
@Command(
    name = "acteon",
    description = "An action gateway on DynamoDB.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Acteon {
  private static final List<Class<?>> COMMANDS =
      List.of(
          ServeCommand.class,
          DevCommand.class,
          MigrateCommand.class,
          ConfigCommand.class,
          RulesCommand.class,
          AuditCommand.class,
          SimulateCommand.class,
          VersionCommand.class,
          TrainCommand.class);

  @Option(
      names = "--log-format",
      scope = ScopeType.INHERIT,
      paramLabel = "text|json",
      description = "Shape of the log on standard error; else $ACTEON_LOG_FORMAT, else text.")
  private String logFormat = "";

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Log in detail, with the stack trace of a failure.")
  private boolean verbose;

  private Acteon() {}

  public static void main(String[] arguments) {
    var out = new PrintWriter(System.out, true, Charset.defaultCharset());
    var err = new PrintWriter(System.err, true, Charset.defaultCharset());
    System.exit(run(System.getenv(), out, err, arguments));
  }

  /** Runs one command line and answers its exit code. */
  static int run(
      Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
    var acteon = new Acteon();
    return commandLine(acteon, new Commands(environment), arguments)
        .setOut(out)
        .setErr(err)
        .setExecutionStrategy(parsed -> {
          boolean serves = parsed.hasSubcommand() && serves(parsed.subcommand());
          acteon.setLogUp(parsed.commandSpec().commandLine(), serves, environment);
          return new CommandLine.RunLast().execute(parsed);
        })
        .setParameterExceptionHandler(FailureReport::wrongUsage)
        .setExecutionExceptionHandler(
            (failure, command, _) -> FailureReport.failed(failure, command, acteon.verbose))
        .execute(arguments);
  }

  /**
   * The command line with the one subcommand that is called, if its name stands first, else with
   * all of them: describing the others by reflection would be a tenth of the start.
   */
  private static CommandLine commandLine(Acteon acteon, Commands factory, String... arguments) {
    var line = new CommandLine(acteon, factory);
    List<Class<?>> called =
        COMMANDS.stream()
            .filter(type -> arguments.length > 0 && name(type).equals(arguments[0]))
            .toList();
    for (Class<?> type : called.isEmpty() ? COMMANDS : called) {
      line.addSubcommand(new CommandLine(type, factory));
    }
    return line;
  }

  private static String name(Class<?> type) {
    return type.getAnnotation(Command.class).name();
  }

  /** Whether the command runs until it is stopped, so that its log is what is seen of it. */
  private static boolean serves(ParseResult called) {
    return called.commandSpec().userObject() instanceof ServeCommand
        || called.commandSpec().userObject() instanceof DevCommand;
  }

  /** A command that does not serve tells what it has to say itself; its log has warnings only. */
  private void setLogUp(CommandLine command, boolean serves, Map<String, String> environment) {
    String word =
        logFormat.isEmpty() ? environment.getOrDefault("ACTEON_LOG_FORMAT", "text") : logFormat;
    try {
      Logging.use(
          LogFormat.valueOf(word.toUpperCase(Locale.ROOT)),
          verbose ? Level.DEBUG : serves ? Level.INFO : Level.WARN);
    } catch (IllegalArgumentException _) {
      throw new CommandLine.ParameterException(
          command, "the log's format is '" + word + "'; write text or json");
    }
  }
}
