package io.acteon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.rules.yaml.RuleLoadException;
import io.acteon.server.config.GatewayConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private GatewayConfig.Rules config() {
    return new GatewayConfig.Rules(Optional.of(folder), Optional.of("x"), ZoneOffset.UTC, true);
  }
}
