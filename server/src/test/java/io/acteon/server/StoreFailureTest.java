package io.acteon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.server.config.ConfigReader;
import io.acteon.server.config.GatewayConfig;
import io.acteon.server.config.Overrides;
import io.acteon.server.config.Plugins;
import io.acteon.simulator.Simulator;
import io.acteon.simulator.SimulatorOptions;
import io.acteon.simulator.http.Faults;
import io.acteon.time.TimeSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A table that does not answer, as clients and operators see it. */
@Timeout(120)
final class StoreFailureTest {
  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
  }

  private GatewayConfig config(Simulator simulator) throws Exception {
    Path rules = Files.createDirectory(folder.resolve("rules"));
    Files.writeString(
        rules.resolve("once.yaml"),
        """
        rules:
          - name: once
            condition:
              field: action.action_type
              eq: receipt
            action:
              type: deduplicate
              ttl_seconds: 3600
        """);
    String toml =
        """
        [server]
        port = 0
        shutdown_timeout_seconds = 1
        request_timeout_seconds = 1
        [state]
        backend = "dynamodb"
        url = "%s"
        region = "us-east-1"
        table_name = "acteon_hidden"
        [rules]
        directory = "rules"
        [[providers]]
        name = "log"
        type = "log"
        """
            .formatted(simulator.endpoint());
    return new ConfigReader(Plugins.load()).parse("acteon.toml", toml, Overrides.NONE, folder);
  }

  private HttpResponse<String> dispatch(GatewayServer gateway, String id) throws Exception {
    String action =
        """
        {"id":"%s","namespace":"n","tenant":"t","provider":"log","action_type":"receipt","payload":{}}
        """
            .formatted(id);
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/v1/dispatch"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(action))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void theLogHasTheCauseOnceAndTheAnswerNothingOfIt() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorOptions.plain());
        LogLines log = LogLines.of("io.acteon.engine.StateWatch");
        GatewayServer gateway = GatewayServer.start(config(simulator), TimeSource.system())) {
      assertThat(dispatch(gateway, "a-1").statusCode()).isEqualTo(200);
      simulator.faults(Faults.builder().cutBefore(1).build());

      for (String id : new String[] {"a-2", "a-3"}) {
        HttpResponse<String> answer = dispatch(gateway, id);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
            .contains("STATE_UNAVAILABLE")
            .doesNotContain("acteon_hidden", "127.0.0.1", "us-east-1", "Item");
      }

      assertThat(log.all())
          .singleElement()
          .asString()
          .startsWith("ERROR")
          .contains("acteon_hidden", "UpdateItem", simulator.endpoint().getAuthority());
      simulator.faults(Faults.none());
    }
  }

  @Test
  void healthTellsWhenOnlyTheAuditTableIsDown() throws Exception {
    GatewayServer gateway;
    try (Simulator simulator = Simulator.start(SimulatorOptions.plain())) {
      gateway = GatewayServer.start(audited(simulator), TimeSource.system());
    }
    try (gateway) {
      HttpResponse<String> health = get(gateway, "/health");

      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body())
          .contains("\"status\":\"degraded\"", "\"state\":\"up\",\"audit\":\"down\"")
          .doesNotContain("acteon_hidden", "127.0.0.1");
      assertThat(get(gateway, "/ready").statusCode()).isEqualTo(200);
      assertThat(get(gateway, "/metrics/prometheus").body())
          .contains("acteon_store_up{store=\"audit\"} 0.0", "acteon_store_up{store=\"state\"} 1.0");
    }
  }

  private GatewayConfig audited(Simulator simulator) {
    String toml =
        """
        [server]
        port = 0
        [audit]
        enabled = true
        backend = "dynamodb"
        url = "%s"
        region = "us-east-1"
        table_name = "acteon_hidden"
        [compliance]
        spool_directory = "spool"
        """
            .formatted(simulator.endpoint());
    return new ConfigReader(Plugins.load()).parse("acteon.toml", toml, Overrides.NONE, folder);
  }

  private HttpResponse<String> get(GatewayServer gateway, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path)).build(),
        BodyHandlers.ofString());
  }
}
