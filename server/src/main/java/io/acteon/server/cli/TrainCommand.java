package io.acteon.server.cli;

import io.acteon.server.GatewayServer;
import io.acteon.server.config.ConfigReader;
import io.acteon.server.config.GatewayConfig;
import io.acteon.server.config.Overrides;
import io.acteon.server.config.Plugins;
import io.acteon.simulator.Simulator;
import io.acteon.simulator.SimulatorOptions;
import io.acteon.time.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code acteon train}: does once what a gateway does, on a simulated DynamoDB, so that the JVM can
 * write down which classes and methods that takes. The launcher runs it after a build. Not
 * thread-safe.
 */
@Command(
    name = "train",
    hidden = true,
    description = "Run a gateway for a moment, to make the start-up cache from.")
final class TrainCommand implements Callable<Integer> {
  private static final int TURNS = 20;

  private static final String ACTION =
      """
      {"namespace":"train","tenant":"train","provider":"log","action_type":"%s",
       "dedup_key":"train","payload":{"to":"nobody"}}
      """;

  @Option(names = "--rules", paramLabel = "DIRECTORY", description = "Rules to train with.")
  private @Nullable Path rules;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Simulator dynamo = Simulator.start(SimulatorOptions.plain());
        DevFolder folder = DevFolder.temporary()) {
      GatewayConfig config = config(folder.configure(dynamo.endpoint()));
      try (GatewayServer server = GatewayServer.start(config, TimeSource.system());
          HttpClient client = HttpClient.newHttpClient()) {
        String url = GatewayRun.url(server);
        for (int turn = 0; turn < TURNS; turn++) {
          get(client, url + "/health");
          post(client, url + "/v1/dispatch", ACTION.formatted("receipt"));
          post(client, url + "/v1/dispatch", ACTION.formatted("page"));
          get(client, url + "/v1/audit?namespace=train&tenant=train");
        }
        get(client, url + "/metrics/prometheus");
        post(client, url + "/v1/audit/verify", "{\"namespace\":\"train\",\"tenant\":\"train\"}");
        server.stop();
      }
    }
    return ExitCode.FINE;
  }

  private GatewayConfig config(Path file) {
    Overrides overrides = Overrides.NONE.with("server.port", "train", "0");
    if (rules != null) {
      overrides = overrides.with("rules.directory", "--rules", rules.toAbsolutePath().toString());
    }
    return new ConfigReader(Plugins.load()).read(Optional.of(file), overrides);
  }

  private static void get(HttpClient client, String url) throws IOException, InterruptedException {
    send(client, HttpRequest.newBuilder(URI.create(url)).build());
  }

  private static void post(HttpClient client, String url, String body)
      throws IOException, InterruptedException {
    send(
        client,
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static void send(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    client.send(request, HttpResponse.BodyHandlers.discarding());
  }
}
