package io.acteon.server.cli;

import io.acteon.dynamodb.local.DynamoDbLocal;
import io.acteon.server.GatewayServer;
import io.acteon.server.config.ConfigReader;
import io.acteon.server.config.Overrides;
import io.acteon.server.config.Plugins;
import io.acteon.time.TimeSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A folder with a configuration in mode soc2 over tables of its own, as an operator has it: a
 * gateway to fill the trail, somebody to spoil it, and the command line to look at it. For one
 * thread.
 */
final class ChainedTrail {
  final Path config;
  final Path folder;
  private final String table = "audit-" + UUID.randomUUID();

  /** One for all tests of this JVM, which it ends with. */
  private static final class Dynamo {
    static final DynamoDbLocal RUNNING =
        DynamoDbLocal.start(
            DynamoDbLocal.Options.inMemory(
                Path.of(System.getProperty("acteon.root"), "dynamodb-local", "target", "lib")));
  }

  /** What a command printed and how it ended. */
  record Result(int exitCode, String out, String err) {}

  ChainedTrail(Path folder, String... compliance) throws IOException {
    this.folder = folder;
    this.config = folder.resolve("acteon.toml");
    Result key = run("audit", "keygen", folder.resolve("key.pem").toString());
    if (key.exitCode() != 0) {
      throw new AssertionError(key);
    }
    Files.writeString(
        config,
        """
        [state]
        backend = "memory"

        [audit]
        enabled = true
        backend = "dynamodb"
        url = "%s"
        region = "us-east-1"
        table_name = "%s"

        [[providers]]
        name = "inbox"
        type = "inbox"

        [compliance]
        mode = "soc2"
        signing_key_file = "key.pem"
        anchor_file = "anchor.jsonl"
        spool_directory = "spool"
        %s
        """
            .formatted(Dynamo.RUNNING.url(), table, String.join("\n", compliance)));
  }

  /** Runs a gateway for as long as it takes to dispatch {@code count} actions of a tenant. */
  List<String> fill(String tenant, int count) throws IOException, InterruptedException {
    var answers = new ArrayList<String>();
    try (GatewayServer gateway = start();
        HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < count; i++) {
        answers.add(dispatch(client, gateway, tenant, tenant + "-" + i));
      }
      gateway.stop();
    }
    return answers;
  }

  GatewayServer start() throws InterruptedException {
    Overrides anyPort = Overrides.NONE.with("server.port", "--port", "0");
    return GatewayServer.start(
        new ConfigReader(Plugins.load()).read(Optional.of(config), anyPort), TimeSource.system());
  }

  static String dispatch(HttpClient client, GatewayServer gateway, String tenant, String id)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + gateway.port() + "/v1/dispatch"))
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        """
                        {"id":"%s","namespace":"shop","tenant":"%s","provider":"inbox",
                         "action_type":"receipt","payload":{"to":"ann"}}
                        """
                            .formatted(id, tenant)))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  /** Puts another text into an item behind the gateway's back. */
  void tamper(String id, String attribute, String text) {
    try (DynamoDbClient client = client()) {
      var _ =
          client.updateItem(request ->
              request
                  .tableName(table)
                  .key(Map.of("id", AttributeValue.fromS(id)))
                  .updateExpression("SET #attribute = :text")
                  .expressionAttributeNames(Map.of("#attribute", attribute))
                  .expressionAttributeValues(Map.of(":text", AttributeValue.fromS(text))));
    }
  }

  /** The item of a record as it is stored; empty when it is gone. */
  Map<String, AttributeValue> item(String id) {
    try (DynamoDbClient client = client()) {
      return client
          .getItem(request ->
              request
                  .tableName(table)
                  .key(Map.of("id", AttributeValue.fromS(id)))
                  .consistentRead(true))
          .item();
    }
  }

  /** Lets records expire some {@code seconds} after their dispatch. */
  void keepFor(long seconds) throws IOException {
    Files.writeString(
        config,
        Files.readString(config)
            .replace(
                "[audit]\nenabled = true", "[audit]\nenabled = true\nttl_seconds = " + seconds));
  }

  /** Deletes items behind the gateway's back. */
  void delete(String... ids) {
    try (DynamoDbClient client = client()) {
      for (String id : ids) {
        var _ =
            client.deleteItem(
                request -> request.tableName(table).key(Map.of("id", AttributeValue.fromS(id))));
      }
    }
  }

  private static DynamoDbClient client() {
    return DynamoDbClient.builder()
        .endpointOverride(Dynamo.RUNNING.url())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("tamper", "tamper")))
        .httpClient(Apache5HttpClient.create())
        .build();
  }

  /** {@code acteon audit COMMAND -c FILE ...}. */
  Result audit(String command, String... more) {
    return run(
        Stream.concat(Stream.of("audit", command, "-c", config.toString()), Arrays.stream(more))
            .toArray(String[]::new));
  }

  static Result run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        Acteon.run(Map.of(), new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Result(exitCode, out.toString(), err.toString());
  }
}
