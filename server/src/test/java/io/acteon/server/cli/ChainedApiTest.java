package io.acteon.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.server.GatewayServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway in mode soc2 answers about its trail. */
final class ChainedApiTest {
  private static final String CHAIN = "{\"namespace\":\"shop\",\"tenant\":\"acme\"}";

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void aChainIsVerifiedOverHttpAndRecordsShowTheirPlace() throws Exception {
    var trail = new ChainedTrail(folder);
    try (GatewayServer gateway = trail.start()) {
      var _ = ChainedTrail.dispatch(client, gateway, "acme", "a-1");

      for (String path : new String[] {"/v1/audit/verify", "/v1/compliance/verify-chain"}) {
        Json.Obj answer = json(post(gateway, path, CHAIN));
        assertThat(answer.fields())
            .containsEntry("valid", Json.TRUE)
            .containsEntry("records_checked", Json.of(2))
            .containsEntry("verdict", Json.of("VERIFIED"))
            .containsEntry("signed_through", Json.of(1))
            .containsEntry("unresolved_intents", Json.of(0));
        assertThat(answer.fields().keySet()).startsWith("valid", "records_checked");
      }
      assertThat(get(gateway, "/v1/compliance/status").body())
          .isEqualTo(
              "{\"mode\":\"soc2\",\"sync_audit_writes\":true,\"immutable_audit\":false,\"hash_chain\":true}");
      assertThat(get(gateway, "/v1/audit?namespace=shop&tenant=acme").body())
          .contains("\"sequence_number\":1")
          .containsPattern("\"record_hash\":\"[0-9a-f]{64}\",\"previous_hash\":\"[0-9a-f]{64}\"")
          .doesNotContain("\"pending\"");
      assertThat(get(gateway, "/v1/audit?namespace=shop&tenant=acme&outcome=pending").body())
          .contains("\"sequence_number\":0", "\"previous_hash\":null");
    }
  }

  @Test
  void whatWasChangedIsNamed() throws Exception {
    var trail = new ChainedTrail(folder);
    try (GatewayServer gateway = trail.start()) {
      var _ = ChainedTrail.dispatch(client, gateway, "acme", "a-1");
      String id =
          text(
              ((Json.Arr)
                      json(get(gateway, "/v1/audit?namespace=shop&tenant=acme"))
                          .field("records")
                          .orElseThrow())
                  .items()
                  .getFirst());
      trail.tamper(id, "verdict", "deny");
      HttpResponse<String> answer = post(gateway, "/v1/audit/verify", CHAIN);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .contains("\"valid\":false", "\"first_broken_at\":\"" + id + "\"", "INDEX_CHANGED");
    }
  }

  @Test
  void aStoppedChainDegradesHealthAndFailsClosedWhileOthersGoOn() throws Exception {
    var trail = new ChainedTrail(folder);
    try (GatewayServer gateway = trail.start()) {
      var _ = ChainedTrail.dispatch(client, gateway, "acme", "a-1");
      assertThat(get(gateway, "/health").body())
          .contains("\"status\":\"ok\"", "\"audit_chains_stopped\":0");
    }
    trail.tamper("HEAD#shop#acme", "head_hash", "spoilt");
    try (GatewayServer gateway = trail.start()) {
      HttpResponse<String> refused =
          post(
              gateway,
              "/v1/dispatch",
              "{\"namespace\":\"shop\",\"tenant\":\"acme\",\"provider\":\"inbox\",\"action_type\":\"x\",\"payload\":1}");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("AUDIT_UNAVAILABLE");
      assertThat(get(gateway, "/dev/inbox").body()).doesNotContain("\"x\"");
      assertThat(ChainedTrail.dispatch(client, gateway, "other", "o-1")).contains("Executed");
      assertThat(get(gateway, "/health").body())
          .contains("\"status\":\"degraded\"", "\"audit_chains_stopped\":1");
      assertThat(get(gateway, "/metrics/prometheus").body())
          .contains("acteon_audit_chains_stopped{store=\"audit\"} 1.0")
          .contains("acteon_audit_checkpoint_age_seconds{store=\"audit\"}");
    }
  }

  @Test
  void withoutAChainThereIsNothingToVerify() throws Exception {
    var trail = new ChainedTrail(folder, "hash_chain = false");
    try (GatewayServer gateway = trail.start()) {
      HttpResponse<String> answer = post(gateway, "/v1/audit/verify", CHAIN);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("hash chaining is not enabled");
      assertThat(get(gateway, "/v1/audit?cursor=forged").statusCode()).isEqualTo(400);
    }
    assertThat(trail.audit("verify").err()).contains("hash chaining is not enabled");
  }

  @Test
  void filesThatCannotBeWrittenKeepTheGatewayFromStarting() throws Exception {
    var trail = new ChainedTrail(folder);
    String toml = Files.readString(trail.config);
    Files.writeString(
        trail.config,
        toml.replace("\"anchor.jsonl\"", "\"key.pem/anchor.jsonl\"")
            .replace("\"spool\"", "\"key.pem/spool\""));
    ChainedTrail.Result result =
        ChainedTrail.run("serve", "-c", trail.config.toString(), "--port", "0");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("acteon.toml:18:1: compliance.anchor_file: cannot be written")
        .contains("acteon.toml:19:1: compliance.spool_directory: cannot be written");
  }

  private HttpResponse<String> get(GatewayServer gateway, String path)
      throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(gateway, path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(GatewayServer gateway, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(gateway, path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static URI uri(GatewayServer gateway, String path) {
    return URI.create("http://127.0.0.1:" + gateway.port() + path);
  }

  private static Json.Obj json(HttpResponse<String> answer) {
    return (Json.Obj) JsonText.parse(answer.body());
  }

  private static String text(Json record) {
    return ((Json.Str) ((Json.Obj) record).field("id").orElseThrow()).value();
  }
}
