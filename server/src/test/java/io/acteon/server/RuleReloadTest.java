package io.acteon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.rules.yaml.RuleLoadException;
import io.acteon.server.config.ConfigReader;
import io.acteon.server.config.GatewayConfig;
import io.acteon.server.config.Overrides;
import io.acteon.server.config.Plugins;
import io.acteon.testkit.time.Eventually;
import io.acteon.time.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules follow their files, and a mistake leaves those in force alone. */
final class RuleReloadTest {
  private static final String RULE =
      """
      rules:
        - name: %s
          condition:
            field: action.provider
            eq: log
          action:
            type: suppress
      """;

  /** For the watcher's quiet half second and a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void aMistakeLeavesTheRulesInForceAndNamesItsPlace() throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), RULE.formatted("one"));
    LiveRules rules = LiveRules.load(config());
    Files.writeString(file, RULE.formatted("two").replace("suppress", "supress"));
    assertThatThrownBy(rules::reload)
        .isInstanceOf(RuleLoadException.class)
        .hasMessageContaining("a.yaml:7:");
    rules.fileChanged();
    assertThat(rules.book().current().rule("one")).isPresent();
    Files.writeString(file, RULE.formatted("two"));
    assertThat(rules.reload()).isEqualTo(1);
    assertThat(rules.book().current().rule("two")).isPresent();
  }

  @Test
  void theWatcherReloadsOnceAfterABurstOfChangesAndAgainAfterTheNext() throws Exception {
    var reloads = new Semaphore(0);
    try (RuleWatcher _ = RuleWatcher.start(folder, reloads::release)) {
      for (int i = 0; i < 5; i++) {
        Files.writeString(folder.resolve(i + ".yaml"), "rules: []");
      }
      assertThat(reloads.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      assertThat(reloads.tryAcquire(1, TimeUnit.SECONDS)).as("a second reload").isFalse();
      Files.delete(folder.resolve("0.yaml"));
      assertThat(reloads.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aDirectoryThatGoesAwayAndComesBackIsWatchedAgain() throws Exception {
    Path rules = Files.createDirectory(folder.resolve("rules"));
    var reloads = new Semaphore(0);
    try (RuleWatcher _ = RuleWatcher.start(rules, reloads::release)) {
      Files.delete(rules);
      Files.createDirectory(rules);
      assertThat(reloads.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      Files.writeString(rules.resolve("a.yaml"), "rules: []");
      assertThat(reloads.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aRunningGatewayFollowsItsFilesAndSurvivesAMistake() throws Exception {
    Path file = Files.writeString(folder.resolve("a.yaml"), "rules: []");
    try (LogLines log = LogLines.of(LiveRules.class.getName());
        HttpClient client = HttpClient.newHttpClient();
        GatewayServer gateway = GatewayServer.start(watching(), TimeSource.system())) {
      assertThat(dispatch(client, gateway)).contains("Executed");

      Files.writeString(file, RULE.formatted("one"));
      Eventually.holds("the new rule is in force", PATIENCE, () -> gateway.ruleCount() == 1);
      assertThat(dispatch(client, gateway)).contains("Suppressed", "one");

      Files.writeString(file, RULE.formatted("two").replace("suppress", "supress"));
      Eventually.holds(
          "the mistake is told",
          PATIENCE,
          () -> log.all().stream().anyMatch(line -> line.contains("stay in force")));
      assertThat(log.all()).anyMatch(line -> line.contains("a.yaml:7:"));
      assertThat(dispatch(client, gateway)).contains("Suppressed", "one");
    }
  }

  private GatewayConfig watching() {
    String toml =
        """
        [server]
        port = 0
        [rules]
        directory = "."
        watch = true
        [[providers]]
        name = "log"
        type = "log"
        """;
    return new ConfigReader(Plugins.load()).parse("acteon.toml", toml, Overrides.NONE, folder);
  }

  private static String dispatch(HttpClient client, GatewayServer gateway) throws Exception {
    String action =
        """
        {"namespace":"n","tenant":"t","provider":"log","action_type":"a","payload":{}}
        """;
    return client
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + gateway.port() + "/v1/dispatch"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(action))
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  private GatewayConfig.Rules config() {
    return new GatewayConfig.Rules(Optional.of(folder), Optional.of("x"), ZoneOffset.UTC, true);
  }
}
