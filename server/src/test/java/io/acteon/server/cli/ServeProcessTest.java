package io.acteon.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as an operator knows it: a process that is started, asked, and told to end. */
@Timeout(120)
final class ServeProcessTest {
  private static final String ACTION =
      """
      {"namespace":"n","tenant":"t","provider":"slow","action_type":"a","payload":{}}
      """;

  @TempDir Path folder;

  private final CountDownLatch delivered = new CountDownLatch(1);
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer target;
  private Path config;

  /** A destination that answers when it is let. */
  @BeforeEach
  void destination() throws IOException {
    target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    target.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    target.createContext(
        "/",
        exchange -> {
          delivered.countDown();
          try {
            mayAnswer.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    target.start();
    config =
        Files.writeString(
            folder.resolve("acteon.toml"),
            """
            [audit]
            enabled = true
            [[providers]]
            name = "slow"
            type = "webhook"
            url = "http://127.0.0.1:%d/"
            allow_private_targets = true
            """
                .formatted(target.getAddress().getPort()));
  }

  @AfterEach
  void end() {
    mayAnswer.countDown();
    target.stop(0);
    client.close();
  }

  @Test
  void aRequestUnderWayIsAnsweredBeforeTheProcessEndsWell() throws Exception {
    try (ServeProcess gateway = ServeProcess.start(config)) {
      assertThat(send(gateway.request("/health")).statusCode()).isEqualTo(200);
      CompletableFuture<HttpResponse<String>> answer = dispatch(gateway);
      assertThat(delivered.await(30, TimeUnit.SECONDS)).isTrue();
      gateway.terminate();
      gateway.logLine("shutting down");
      mayAnswer.countDown();
      assertThat(answer.get(30, TimeUnit.SECONDS).body()).contains("Executed");
      gateway.logLine("stopped");
      assertThat(gateway.exitCode()).isZero();
    }
  }

  @Test
  void aSecondSignalEndsItAtOnceWhateverIsUnderWay() throws Exception {
    try (ServeProcess gateway = ServeProcess.start(config)) {
      CompletableFuture<HttpResponse<String>> answer = dispatch(gateway);
      assertThat(delivered.await(30, TimeUnit.SECONDS)).isTrue();
      gateway.terminate();
      gateway.logLine("shutting down");
      gateway.terminate();
      assertThat(gateway.exitCode()).isEqualTo(130);
      assertThat(answer.handle((_, failure) -> failure).get(30, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void aRequestThatOutlivesTheShutdownTimeoutMakesTheEndUnclean() throws Exception {
    try (ServeProcess gateway =
        ServeProcess.start(config, "--set", "server.shutdown_timeout_seconds=1")) {
      CompletableFuture<HttpResponse<String>> _ = dispatch(gateway);
      assertThat(delivered.await(30, TimeUnit.SECONDS)).isTrue();
      gateway.terminate();
      assertThat(gateway.logLine("deadline")).contains("server.shutdown_timeout_seconds");
      assertThat(gateway.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void theLogIsJsonWhereThatIsAskedFor() throws Exception {
    try (ServeProcess gateway = ServeProcess.start(config, "--log-format", "json")) {
      gateway.terminate();
      Json line = JsonText.parse(gateway.logLine("shutting down"));
      assertThat(line)
          .isInstanceOfSatisfying(
              Json.Obj.class,
              object -> {
                assertThat(object.field("level")).contains(Json.of("INFO"));
                assertThat(object.field("formattedMessage")).isPresent();
              });
    }
  }

  private CompletableFuture<HttpResponse<String>> dispatch(ServeProcess gateway) {
    HttpRequest request =
        gateway
            .request("/v1/dispatch")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(ACTION))
            .build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
