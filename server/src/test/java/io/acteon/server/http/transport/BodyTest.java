package io.acteon.server.http.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.time.TimeSource;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies, whole and broken. */
@Timeout(60)
final class BodyTest extends TransportCase {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json|{|400|INVALID_JSON",
        "application/json||400|INVALID_JSON",
        "application/json|{\"a\":1,\"a\":2}|400|INVALID_JSON",
        "application/json|\"\\ud800\"|400|INVALID_JSON",
        "application/json|1e400|400|INVALID_JSON",
        "application/json|1e99999999999|400|INVALID_JSON",
        "application/json|{} {}|400|INVALID_JSON",
        "application/json|NaN|400|INVALID_JSON",
        "text/plain|{}|415|UNSUPPORTED_MEDIA_TYPE",
        "application/json;charset=latin1|{}|415|UNSUPPORTED_MEDIA_TYPE",
        "application/x-www-form-urlencoded|{}|415|UNSUPPORTED_MEDIA_TYPE",
      })
  void wrongBodiesAreToldApart(String type, String body, int status, String code) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(uri(server, "/echo"))
              .header("Content-Type", type)
              .POST(BodyPublishers.ofString(body == null ? "" : body))
              .build();
      var response = client.send(request, BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(status);
      assertErrorBody(response.body(), code);
    }
  }

  @Test
  void malformedJsonIsNamedWithLineAndColumn() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var response = client.send(post("/echo", "{\n  \"a\": oops}"), BodyHandlers.ofString());
      assertThat(response.body()).contains("line 2, column 8");
      var open = client.send(post("/echo", "{"), BodyHandlers.ofString());
      assertThat(open.body()).contains("line 1, column 2").doesNotContain("Source");
    }
  }

  @Test
  void invalidUtf8IsRefused() throws IOException {
    try (var client = new RawClient(server.port())) {
      client.send(
          "POST /echo HTTP/1.1\r\nHost: l\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n");
      client.send(new byte[] {'"', (byte) 0xC0, '"'});
      assertErrorBody(client.read().body(), "INVALID_JSON");
    }
  }

  @Test
  void anAnnouncedBodyThatIsTooLargeIsRefusedUnread() throws IOException {
    try (var client = new RawClient(server.port())) {
      client.send(
          "POST /echo HTTP/1.1\r\nHost: l\r\nContent-Type: application/json\r\nContent-Length: 999999999\r\n\r\n");
      var response = client.read();
      assertThat(response.status()).isEqualTo(413);
      assertErrorBody(response.body(), "PAYLOAD_TOO_LARGE");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Version.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void aClientThatSendsTooMuchStillSeesWhyItIsRefused(Version version) throws Exception {
    for (int i = 0; i < 10; i++) {
      try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
        client.send(get(server, "/health"), BodyHandlers.discarding());
        var response =
            client.send(post("/echo", " ".repeat(8 * 1024 * 1024)), BodyHandlers.ofString());
        assertThat(response.version()).isEqualTo(version);
        assertThat(response.statusCode()).isEqualTo(413);
        assertErrorBody(response.body(), "PAYLOAD_TOO_LARGE");
      }
    }
  }

  @Test
  void aBodyThatNobodyReadsIsSkippedOrEndsTheConnection() throws IOException {
    try (var client = new RawClient(server.port())) {
      client.send("POST /nothing HTTP/1.1\r\nHost: l\r\nContent-Length: 5\r\n\r\nhello");
      assertThat(client.read().status()).isEqualTo(404);
      client.send("GET /health HTTP/1.1\r\nHost: l\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(200);

      client.send("POST /nothing HTTP/1.1\r\nHost: l\r\nContent-Length: 99999999\r\n\r\nhello");
      assertThat(client.read().head()).containsIgnoringCase("Connection: close");
      client.endOutput();
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aBodyWithWrongChunksIsRefusedAndTheConnectionClosed() throws IOException {
    try (var client = new RawClient(server.port())) {
      client.send(
          "POST /echo HTTP/1.1\r\nHost: l\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n");
      var response = client.read();
      assertThat(response.status()).isEqualTo(400);
      assertErrorBody(response.body(), "INVALID_REQUEST");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aChunkedBodyThatGrowsTooLargeIsRefused() throws IOException {
    try (var client = new RawClient(server.port())) {
      client.send(
          "POST /echo HTTP/1.1\r\nHost: l\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
      String chunk = "4000\r\n" + " ".repeat(0x4000) + "\r\n";
      for (int i = 0; i < 5; i++) {
        client.send(chunk);
      }
      var response = client.read();
      assertThat(response.status()).isEqualTo(413);
      assertErrorBody(response.body(), "PAYLOAD_TOO_LARGE");
    }
  }

  @Test
  void chunkedBodiesAndExpectContinueWork() throws Exception {
    String json = "\"" + "x".repeat(MAX_BODY - 2) + "\"";
    try (HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).build()) {
      var request =
          HttpRequest.newBuilder(uri(server, "/echo"))
              .header("Content-Type", "application/json")
              .expectContinue(true)
              .POST(
                  BodyPublishers.ofByteArrays(
                      List.of(
                          json.substring(0, 7).getBytes(UTF_8), json.substring(7).getBytes(UTF_8))))
              .build();
      assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo(json);
    }
  }

  @Test
  void aBodyThatDripsEndsWithTheRequestsTime() throws IOException {
    try (RunningServer impatient = start(2, Duration.ofMillis(300), List.of());
        var client = new RawClient(impatient.port())) {
      client.send(
          "POST /echo HTTP/1.1\r\nHost: l\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n");
      var response = CompletableFuture.supplyAsync(() -> drip(client));
      assertThat(response.join().status()).isEqualTo(408);
    }
  }

  private static RawClient.Response drip(RawClient client) {
    try {
      for (int i = 0; i < 200 && !client.hasAnswer(); i++) {
        client.send(" ");
        TimeSource.system().sleep(Duration.ofMillis(20));
      }
      return client.read();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
