package io.acteon.server.http.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Routing, errors, connections and the end of a server. */
@Timeout(60)
final class TransportTest extends TransportCase {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense|400|INVALID_REQUEST",
        "GET|400|INVALID_REQUEST",
        "GET /%zz HTTP/1.1|400|INVALID_REQUEST",
        "GET /%ff HTTP/1.1|400|INVALID_REQUEST",
        "GET /health%2 HTTP/1.1|400|INVALID_REQUEST",
        "GET /health?x=%a HTTP/1.1|400|INVALID_REQUEST",
        "GET /health?x=1&x=2 HTTP/1.1|400|INVALID_QUERY",
        "GET /he{a}lth HTTP/1.1|400|INVALID_REQUEST",
        "GET /nothing HTTP/1.1|404|NOT_FOUND",
        "GET /../etc/passwd HTTP/1.1|404|NOT_FOUND",
        "DELETE /echo HTTP/1.1|405|METHOD_NOT_ALLOWED",
        "OPTIONS /echo HTTP/1.1|405|METHOD_NOT_ALLOWED",
        "BREW /echo HTTP/1.1|405|METHOD_NOT_ALLOWED",
        "GET /health HTTP/1.0|505|HTTP_VERSION_NOT_SUPPORTED",
        "GET /health HTTP/7.7|505|HTTP_VERSION_NOT_SUPPORTED",
        "POST /defect HTTP/1.1|500|INTERNAL",
      })
  void everyErrorIsJsonWithCodeAndMessage(String line, int status, String code) throws IOException {
    try (var client = new RawClient(server.port())) {
      var response = client.send(line + "\r\nHost: localhost\r\n\r\n").read();
      assertThat(response.status()).as(response.toString()).isEqualTo(status);
      assertErrorBody(response.body(), code);
      assertThat(response.body()).doesNotContain("secret");
    }
  }

  @Test
  void tooLongRequestLinesAndHeadersAreJsonErrors() throws IOException {
    String large = "a".repeat(40_000);
    try (var client = new RawClient(server.port())) {
      var response = client.send("GET /" + large + " HTTP/1.1\r\nHost: l\r\n\r\n").read();
      assertThat(response.status()).isIn(400, 414);
      assertErrorBody(response.body(), "INVALID_REQUEST");
    }
    try (var client = new RawClient(server.port())) {
      var response =
          client.send("GET /health HTTP/1.1\r\nHost: l\r\nX: " + large + "\r\n\r\n").read();
      assertThat(response.status()).isIn(400, 431);
      assertThat(response.body()).contains("\"code\"", "\"message\"", "\"retryable\":false");
    }
  }

  @Test
  void wrongMethodNamesThoseThatWork() throws IOException {
    try (var client = new RawClient(server.port())) {
      assertThat(client.send("DELETE /echo HTTP/1.1\r\nHost: l\r\n\r\n").read().head())
          .containsIgnoringCase("Allow: POST, PUT\r\n");
      assertThat(client.send("POST /health HTTP/1.1\r\nHost: l\r\n\r\n").read().head())
          .containsIgnoringCase("Allow: GET, HEAD\r\n");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Version.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void requestsWorkInEachVersionOfTheProtocol(Version version) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
      assertThat(client.send(get(server, "/health"), BodyHandlers.ofString()).version())
          .isEqualTo(version);
      for (int i = 0; i < 3; i++) {
        var response =
            client.send(post("/echo", "{\"a\":[1,\"\u00fc\"]}"), BodyHandlers.ofString());
        assertThat(response.version()).isEqualTo(version);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"a\":[1,\"\u00fc\"]}");
      }
      var missing = client.send(post("/nothing", "{}"), BodyHandlers.ofString());
      assertErrorBody(missing.body(), "NOT_FOUND");
    }
  }

  @Test
  void connectionIsKeptByDefaultAndClosedOnDemand() throws IOException {
    try (var client = new RawClient(server.port())) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.send("GET /health HTTP/1.1\r\nHost: l\r\n\r\n").read().status())
            .isEqualTo(200);
      }
      client.send("GET /health HTTP/1.1\r\nHost: l\r\nConnection: close\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(200);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    try (var client = new RawClient(server.port())) {
      client.send(
          "GET /things/1/part HTTP/1.1\r\nHost: l\r\n\r\nGET /things/2/part HTTP/1.1\r\nHost: l\r\n\r\n");
      assertThat(client.read().body()).isEqualTo("\"1\"");
      assertThat(client.read().body()).isEqualTo("\"2\"");
    }
  }

  @Test
  void headIsAnsweredWithoutBody() throws IOException {
    try (var client = new RawClient(server.port())) {
      client.send("HEAD /health HTTP/1.1\r\nHost: l\r\n\r\n");
      client.send("GET /things/x/part HTTP/1.1\r\nHost: l\r\nConnection: close\r\n\r\n");
      byte[] all = client.readAll();
      String text = new String(all, UTF_8);
      assertThat(text).containsIgnoringCase("content-length: 6");
      assertThat(text).doesNotContain("fine").endsWith("\"x\"");
    }
  }

  @Test
  void parametersAreDecodedAndAnEncodedSlashSeparatesNothing() throws IOException {
    try (var client = new RawClient(server.port())) {
      client.send("GET /things/a%2Fb%20%C3%BC+/part HTTP/1.1\r\nHost: l\r\n\r\n");
      assertThat(client.read().body()).isEqualTo("\"a/b \u00fc+\"");
      client.send("GET /files/a/b.js HTTP/1.1\r\nHost: l\r\n\r\n");
      assertThat(client.read().body()).isEqualTo("\"a/b.js\"");
    }
  }

  @Test
  void aFullServerRefusesAtOnceAndStillTellsItsHealth() throws Exception {
    try (RunningServer small = start(1, Duration.ofSeconds(30), List.of());
        HttpClient client = HttpClient.newHttpClient()) {
      var slow = client.sendAsync(get(small, "/slow"), BodyHandlers.ofString());
      assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

      var refused = client.send(get(small, "/things/1/part"), BodyHandlers.ofString());
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(refused.body()).contains("\"retry_after\":1", "\"retryable\":true");
      assertThat(client.send(get(small, "/health"), BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);

      release.countDown();
      assertThat(slow.join().body()).isEqualTo("\"done\"");
      assertThat(client.send(get(small, "/things/1/part"), BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Version.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void drainLetsRequestsFinishAndRefusesNewConnections(Version version) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
      assertThat(client.send(get(server, "/health"), BodyHandlers.ofString()).version())
          .isEqualTo(version);
      int port = server.port();
      var slow = client.sendAsync(get(server, "/slow"), BodyHandlers.ofString());
      assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

      var drained = CompletableFuture.supplyAsync(this::drain);
      awaitRefusal();
      assertThat(drained).isNotDone();

      release.countDown();
      assertThat(slow.get(10, TimeUnit.SECONDS).body()).isEqualTo("\"done\"");
      assertThat(drained.get(10, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(() -> new RawClient(port).close()).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void drainGivesUpAtItsDeadline() throws Exception {
    try (var client = new RawClient(server.port())) {
      client.send("GET /slow HTTP/1.1\r\nHost: l\r\n\r\n");
      assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(server.drain(Deadline.in(Duration.ofMillis(100), TimeSource.system()))).isFalse();
    }
  }

  private boolean drain() {
    try {
      return server.drain(Deadline.in(Duration.ofSeconds(15), TimeSource.system()));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitRefusal() throws Exception {
    Deadline patience = Deadline.in(Duration.ofSeconds(10), TimeSource.system());
    while (!patience.hasPassed()) {
      try (var client = new RawClient(server.port())) {
        var response = client.send("GET /things/1/part HTTP/1.1\r\nHost: l\r\n\r\n").read();
        if (response.status() == 503) {
          assertErrorBody(response.body(), "UNAVAILABLE");
          assertThat(response.body()).contains("\"retryable\":true");
          assertThat(client.isClosedByServer()).isTrue();
          return;
        }
      }
    }
    throw new AssertionError("the server still takes requests");
  }

  @Test
  void pagesOfOtherOriginsGetNoHeaderUnlessTheyAreListed() throws IOException {
    try (RunningServer listed = start(9, Duration.ofSeconds(9), List.of("https://ui.example"));
        var client = new RawClient(listed.port());
        var none = new RawClient(server.port())) {
      String mine = "Host: l\r\nOrigin: https://ui.example\r\n";
      String preflight =
          "OPTIONS /echo HTTP/1.1\r\n" + mine + "Access-Control-Request-Method: POST\r\n";

      assertThat(client.send("GET /health HTTP/1.1\r\n" + mine + "\r\n").read().head())
          .containsIgnoringCase("Access-Control-Allow-Origin: https://ui.example");
      assertThat(client.send(preflight + "\r\n").read())
          .satisfies(
              r -> assertThat(r.status()).isEqualTo(204),
              r -> assertThat(r.head()).containsIgnoringCase("Access-Control-Allow-Methods: POST"));
      assertThat(
              client
                  .send("GET /health HTTP/1.1\r\nHost: l\r\nOrigin: https://evil.example\r\n\r\n")
                  .read()
                  .head())
          .doesNotContainIgnoringCase("Access-Control-Allow-Origin");
      assertThat(none.send("GET /health HTTP/1.1\r\n" + mine + "\r\n").read().head())
          .doesNotContainIgnoringCase("Access-Control");
      assertThat(none.send(preflight + "\r\n").read().status()).isEqualTo(405);
    }
  }

  @Test
  void anAddressInUseIsNamed() {
    assertThatThrownBy(() ->
            RunningServer.start(
                new ServerSettings(
                    "127.0.0.1", server.port(), 1, 1, 1, Duration.ofSeconds(1), List.of(), false),
                List.of(),
                TimeSource.system()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("127.0.0.1:" + server.port());
  }
}
