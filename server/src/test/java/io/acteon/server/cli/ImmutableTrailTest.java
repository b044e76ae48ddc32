package io.acteon.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.server.GatewayServer;
import io.acteon.server.cli.ChainedTrail.Result;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway in mode hipaa, whose trail is immutable, answers and keeps. */
final class ImmutableTrailTest {
  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private ChainedTrail trail;

  @BeforeEach
  void immutable() throws IOException {
    trail = new ChainedTrail(folder);
    Files.writeString(
        trail.config, Files.readString(trail.config).replace("\"soc2\"", "\"HIPAA\""));
    trail.keepFor(60);
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void nothingExpiresWhateverRetentionIsConfigured() throws Exception {
    try (GatewayServer gateway = trail.start()) {
      var _ = ChainedTrail.dispatch(client, gateway, "acme", "a-1");

      assertThat(send(gateway, "GET", "/v1/compliance/status").body())
          .isEqualTo(
              "{\"mode\":\"hipaa\",\"sync_audit_writes\":true,\"immutable_audit\":true,\"hash_chain\":true}");
      Json.Obj record = (Json.Obj) JsonText.parse(send(gateway, "GET", "/v1/audit/a-1").body());
      assertThat(record.fields()).containsEntry("expires_at", Json.NULL);
      String id = ((Json.Str) record.field("id").orElseThrow()).value();
      assertThat(trail.item(id)).containsKey("body").doesNotContainKey("expires_at_ttl");
      assertThat(trail.item(id + "-intent"))
          .containsKey("body")
          .doesNotContainKey("expires_at_ttl");
    }
  }

  @Test
  void noRequestDeletesOrChangesARecord() throws Exception {
    try (GatewayServer gateway = trail.start()) {
      var _ = ChainedTrail.dispatch(client, gateway, "acme", "a-1");
      String before = send(gateway, "GET", "/v1/audit/a-1").body();

      for (String path : new String[] {"/v1/audit/a-1", "/v1/audit"}) {
        for (String method : new String[] {"DELETE", "PUT", "PATCH", "POST"}) {
          HttpResponse<String> answer = send(gateway, method, path);
          assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(405);
          assertThat(answer.body()).contains("METHOD_NOT_ALLOWED");
          assertThat(answer.headers().firstValue("allow").orElse(""))
              .contains("GET")
              .doesNotContain(method);
        }
      }
      assertThat(send(gateway, "GET", "/v1/audit/a-1").body()).isEqualTo(before);
    }
    Result verified = trail.audit("verify", "--namespace", "shop", "--tenant", "acme");
    assertThat(verified.out()).startsWith("VERIFIED").contains("2 checked of 2");
  }

  private HttpResponse<String> send(GatewayServer gateway, String method, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"))
            .build(),
        BodyHandlers.ofString());
  }
}
