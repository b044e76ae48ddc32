package io.acteon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.server.config.ConfigReader;
import io.acteon.server.config.GatewayConfig;
import io.acteon.server.config.Overrides;
import io.acteon.server.config.Plugins;
import io.acteon.time.TimeSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How clients may name the rules directory of a gateway that runs elsewhere than its file lies. */
final class RuleDirectoryTest {
  @TempDir Path folder;

  @Test
  void theDirectoryMayBeNamedAsTheConfigurationIsShown() throws Exception {
    Files.writeString(
        Files.createDirectory(folder.resolve("rules")).resolve("a.yaml"), "rules: []");
    Path file =
        Files.writeString(folder.resolve("acteon.toml"), "[rules]\ndirectory = \"./rules\"\n");
    GatewayConfig config =
        new ConfigReader(Plugins.load())
            .read(Optional.of(file), Overrides.NONE.with("server.port", "--port", "0"));
    try (GatewayServer server = GatewayServer.start(config, TimeSource.system());
        HttpClient client = HttpClient.newHttpClient()) {
      URI url = URI.create("http://127.0.0.1:" + server.port());
      String shown =
          client
              .send(
                  HttpRequest.newBuilder(url.resolve("/admin/config")).build(),
                  BodyHandlers.ofString())
              .body();
      assertThat(shown).contains("\"directory\":\"./rules\"");
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(url.resolve("/v1/rules/reload"))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{\"directory\":\"./rules\"}"))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }
}
