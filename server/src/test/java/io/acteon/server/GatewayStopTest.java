package io.acteon.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.server.config.ConfigReader;
import io.acteon.server.config.GatewayConfig;
import io.acteon.server.config.Overrides;
import io.acteon.server.config.Plugins;
import io.acteon.simulator.Simulator;
import io.acteon.simulator.SimulatorOptions;
import io.acteon.testkit.time.Eventually;
import io.acteon.testkit.time.FakeTime;
import io.acteon.time.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A running gateway is told to end: how long that takes, and who still gets an answer. */
@Timeout(120)
final class GatewayStopTest {
  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
  }

  private GatewayConfig config(String toml) {
    return new ConfigReader(Plugins.load()).parse("acteon.toml", toml, Overrides.NONE, folder);
  }

  private static URI uri(GatewayServer gateway, String path) {
    return URI.create("http://127.0.0.1:" + gateway.port() + path);
  }

  private CompletableFuture<HttpResponse<String>> dispatch(
      GatewayServer gateway, String id, String provider) {
    String action =
        """
        {"id":"%s","namespace":"n","tenant":"t","provider":"%s","action_type":"a","payload":{}}
        """
            .formatted(id, provider);
    return client.sendAsync(
        HttpRequest.newBuilder(uri(gateway, "/v1/dispatch"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(action))
            .build(),
        BodyHandlers.ofString());
  }

  private int status(GatewayServer gateway, String path) {
    try {
      return client
          .send(HttpRequest.newBuilder(uri(gateway, path)).build(), BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      throw new AssertionError(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Test
  void withTheTableDownItEndsInTimeAndSpoolsWhatItAnsweredFor() throws Exception {
    GatewayServer gateway;
    try (Simulator simulator = Simulator.start(SimulatorOptions.plain())) {
      gateway =
          GatewayServer.start(
              config(
                  """
                  [server]
                  port = 0
                  shutdown_timeout_seconds = 1
                  [audit]
                  enabled = true
                  backend = "dynamodb"
                  url = "%s"
                  region = "us-east-1"
                  [compliance]
                  spool_directory = "spool"
                  [[providers]]
                  name = "log"
                  type = "log"
                  """
                      .formatted(simulator.endpoint())),
              TimeSource.system());
    }
    try (gateway) {
      var ids = new ArrayList<String>();
      for (int i = 0; i < 50; i++) {
        assertThat(dispatch(gateway, "<action-" + i + ">", "log").get().statusCode())
            .isEqualTo(200);
        ids.add("<action-" + i + ">");
      }

      long start = System.nanoTime();
      assertThat(gateway.stop(Duration.ofMillis(500))).as("all is in the table").isFalse();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
      assertThat(spooled()).containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  /** The ids of the actions whose records are in the spool. */
  private List<String> spooled() throws IOException {
    var ids = new ArrayList<String>();
    try (var files = Files.list(folder.resolve("spool"))) {
      for (Path file : files.toList()) {
        for (String line : Files.readAllLines(file)) {
          ids.add(actionId(JsonText.parse(line)));
        }
      }
    }
    return ids;
  }

  private static String actionId(Json line) {
    if (line instanceof Json.Obj record
        && record.field("body").orElseThrow() instanceof Json.Str(String body)) {
      var text = new String(Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8);
      Matcher id = Pattern.compile("<action-\\d+>").matcher(text);
      if (id.find()) {
        return id.group();
      }
    }
    throw new AssertionError("no record of an action: " + line);
  }

  @Test
  void aRequestTakenDuringTheNoticeHasTheWholeTimeout() throws Exception {
    var delivered = new CountDownLatch(1);
    var mayAnswer = new CountDownLatch(1);
    HttpServer target = gated(delivered, mayAnswer);
    FakeTime time = FakeTime.startingNow();
    try (GatewayServer gateway =
        GatewayServer.start(
            config(
                """
                [server]
                port = 0
                drain_notice_seconds = 8
                shutdown_timeout_seconds = 8
                [[providers]]
                name = "slow"
                type = "webhook"
                url = "http://127.0.0.1:%d/"
                allow_private_targets = true
                """
                    .formatted(target.getAddress().getPort())),
            time)) {
      var stop = new FutureTask<>(gateway::stop);
      Thread stopping = Thread.ofVirtual().start(stop);
      time.awaitSleeping(stopping);
      assertThat(status(gateway, "/ready")).isEqualTo(503);
      var answer = dispatch(gateway, "late", "slow");
      assertThat(delivered.await(30, TimeUnit.SECONDS)).isTrue();

      time.advance(Duration.ofSeconds(8));
      Eventually.holds("new requests are refused", () -> status(gateway, "/v1/rules") == 503);
      time.advance(Duration.ofSeconds(7));
      mayAnswer.countDown();

      assertThat(answer.get(30, TimeUnit.SECONDS).body()).contains("Executed");
      assertThat(stop.get(30, TimeUnit.SECONDS)).as("all was done in time").isTrue();
    } finally {
      mayAnswer.countDown();
      target.stop(0);
    }
  }

  private static HttpServer gated(CountDownLatch delivered, CountDownLatch mayAnswer)
      throws IOException {
    HttpServer target =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
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
    return target;
  }
}
