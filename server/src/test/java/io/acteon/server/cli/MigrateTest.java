package io.acteon.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.simulator.Simulator;
import io.acteon.simulator.SimulatorOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code acteon migrate} on tables that are missing, that are there, and that are not ours. */
final class MigrateTest {
  private static final String FOREIGN_TABLE =
      """
      {"TableName":"acteon_state","BillingMode":"PAY_PER_REQUEST",
       "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
       "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}]}
      """;

  private final Simulator simulator = Simulator.start(SimulatorOptions.plain());

  @TempDir Path folder;

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void missingTablesAreMadeAndThenFoundFit() throws IOException {
    Result first = migrate();
    assertThat(first.err()).isEmpty();
    assertThat(first.exitCode()).isZero();
    assertThat(first.out()).contains("acteon_state").contains("acteon_audit");

    Result second = migrate();
    assertThat(second.exitCode()).isZero();
    assertThat(second.out()).contains("acteon_state").isNotEqualTo(first.out());
  }

  @Test
  void aTableWithOtherKeysIsRefusedWithWhatIsWrong() throws Exception {
    createForeignTable();

    Result result = migrate();

    assertThat(result.exitCode()).isEqualTo(ExitCode.STORE);
    assertThat(result.err()).contains("acteon_state", "pk", "sk").doesNotContain("\tat ");
  }

  private void createForeignTable() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(simulator.endpoint())
              .header("X-Amz-Target", "DynamoDB_20120810.CreateTable")
              .header("Content-Type", "application/x-amz-json-1.0")
              .header(
                  "Authorization",
                  "AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00")
              .header("X-Amz-Date", "20260101T000000Z")
              .POST(BodyPublishers.ofString(FOREIGN_TABLE))
              .build();
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  private record Result(int exitCode, String out, String err) {}

  private Result migrate() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("acteon.toml"),
            """
            [state]
            backend = "dynamodb"
            url = "%1$s"
            region = "us-east-1"

            [audit]
            enabled = true
            backend = "dynamodb"
            url = "%1$s"
            region = "us-east-1"
            """
                .formatted(simulator.endpoint()));
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        Acteon.run(
            Map.of(),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            "migrate",
            "-c",
            file.toString());
    return new Result(exitCode, out.toString(), err.toString());
  }
}
