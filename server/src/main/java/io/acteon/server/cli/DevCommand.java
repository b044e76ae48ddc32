package io.acteon.server.cli;

import io.acteon.dynamodb.local.DynamoDbLocal;
import io.acteon.server.GatewayServer;
import io.acteon.server.config.ConfigReader;
import io.acteon.server.config.GatewayConfig;
import io.acteon.server.config.Overrides;
import io.acteon.server.config.Plugins;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code acteon dev}: a gateway to try, with a DynamoDB Local of its own. Not thread-safe. */
@Command(
    name = "dev",
    description =
        "Run a gateway to try, with an embedded DynamoDB Local (Amazon's, fetched when building)"
            + " and the example rules. Needs no configuration.")
final class DevCommand implements Callable<Integer> {
  @Option(names = "--in-memory", description = "Keep nothing; else data lie under .acteon/.")
  private boolean inMemory;

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "Port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private String port = "8080";

  @Option(
      names = "--rules",
      paramLabel = "DIRECTORY",
      description = "Rules to load instead of examples/rules.")
  private @Nullable Path rules;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws InterruptedException {
    Path root = Path.of(System.getProperty("acteon.root", "")).toAbsolutePath();
    PrintWriter out = command.commandLine().getOut();
    Optional<Path> data =
        inMemory ? Optional.empty() : Optional.of(root.resolve(".acteon/dynamodb"));
    try (DevFolder folder =
            inMemory ? DevFolder.temporary() : DevFolder.in(root.resolve(".acteon"));
        DynamoDbLocal dynamo = startDynamo(root, data)) {
      Path file = folder.configure(dynamo.url());
      GatewayConfig config = config(root, file);
      out.println(
          "DynamoDB Local at "
              + dynamo.url()
              + data.map(at -> ", its data under " + at).orElse(", in memory"));
      return GatewayRun.untilStopped(
          config, out, server -> welcome(out, server, verify(root, file)));
    }
  }

  private static DynamoDbLocal startDynamo(Path root, Optional<Path> data) {
    try {
      return DynamoDbLocal.start(
          new DynamoDbLocal.Options(root.resolve("dynamodb-local/target/lib"), data, 0));
    } catch (UncheckedIOException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    } catch (IllegalStateException e) {
      throw new CommandFailure(ExitCode.STORE, String.valueOf(e.getMessage()), e);
    }
  }

  private GatewayConfig config(Path root, Path file) {
    Path directory = rules == null ? root.resolve("examples/rules") : rules;
    Overrides overrides =
        new Overrides(Map.of(), Map.of())
            .with("server.port", "--port", port)
            .with("rules.directory", "--rules", directory.toAbsolutePath().toString());
    return new ConfigReader(Plugins.load()).read(Optional.of(file), overrides);
  }

  /** The command that verifies the trail, to be run from here. */
  private static String verify(Path root, Path file) {
    Path here = Path.of("").toAbsolutePath();
    boolean atRoot = here.equals(root.normalize());
    return "%s audit verify -c %s"
        .formatted(
            atRoot ? "./acteon" : root.resolve("acteon"),
            file.startsWith(here) ? here.relativize(file) : file);
  }

  private static void welcome(PrintWriter out, GatewayServer server, String verify) {
    String url = GatewayRun.url(server);
    String dispatch =
        "curl -s %s/v1/dispatch -H 'Content-Type: application/json' -d '%s'"
            .formatted(
                url,
                "{\"namespace\":\"shop\",\"tenant\":\"acme\",\"provider\":\"inbox\","
                    + "\"action_type\":\"receipt\",\"dedup_key\":\"order-1001\","
                    + "\"payload\":{\"to\":\"ann@example.com\",\"subject\":\"Your order\"}}");
    out.println(
        """
        Acteon listens on %1$s with %2$d rules. Try, in another terminal:

          # an action for the provider "inbox"; a rule sends each order's receipt once
        %3$s

          # the same again: Deduplicated
        %3$s

          # what the audit trail has of it
        curl -s '%1$s/v1/audit?namespace=shop&tenant=acme'

          # whether all of it is as it was written
        %4$s

        Ctrl-C ends it.\
        """
            .formatted(url, server.ruleCount(), dispatch, verify));
  }
}
