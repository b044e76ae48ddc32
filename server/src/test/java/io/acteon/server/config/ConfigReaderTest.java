package io.acteon.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigReaderTest {
  private static final String FULL =
      """
      [server]
      host = "127.0.0.1"
      port = 9000
      cors_allowed_origins = ["https://a.example"]

      [state]
      backend = "dynamodb"
      url = "http://localhost:8000"
      password = "hunter2"

      [audit]
      enabled = true
      backend = "dynamodb"
      ttl_seconds = 60
      [audit.redact]
      enabled = true
      fields = ["password"]

      [rules]
      directory = "rules"
      default_timezone = "Europe/Berlin"

      [[providers]]
      name = "hook"
      type = "webhook"
      url = "https://user:sesame@hook.example/x"
      headers = { Authorization = "Bearer sesame" }
      """;

  @TempDir Path base;

  @BeforeEach
  void rulesDirectory() throws Exception {
    Files.createDirectory(base.resolve("rules"));
  }

  @Test
  void valuesComeFromTheFileAndDefaultsFillTheRest() {
    GatewayConfig config = read(FULL, Overrides.NONE);
    assertThat(config.server())
        .isEqualTo(
            new GatewayConfig.Server(
                "127.0.0.1",
                9000,
                Duration.ofSeconds(30),
                Duration.ZERO,
                Duration.ofSeconds(60),
                java.util.Optional.empty(),
                10,
                5000,
                false,
                List.of("https://a.example")));
    assertThat(config.state().settings().text("url")).contains("http://localhost:8000");
    assertThat(config.state().settings().text("table_name")).contains("acteon");
    assertThat(config.state().settings().isGiven("table_name")).isFalse();
    assertThat(config.audit().ttl()).contains(Duration.ofMinutes(1));
    assertThat(config.rules().directory()).contains(base.resolve("rules"));
    assertThat(config.rules().defaultTimezone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(config.executor())
        .isEqualTo(new GatewayConfig.Executor(3, Duration.ofSeconds(30), 64, false));
    assertThat(config.compliance().mode()).isEqualTo(AuditMode.PLAIN);
    assertThat(config.providers())
        .singleElement()
        .satisfies(provider ->
            assertThat(provider.values())
                .containsEntry("headers", Map.of("Authorization", "Bearer sesame")));
  }

  @Test
  void nothingAtAllIsAConfiguration() {
    GatewayConfig config = read("", Overrides.NONE);
    assertThat(config.state().backend().name()).isEqualTo("memory");
    assertThat(config.audit().enabled()).isFalse();
    assertThat(config.rules().directory()).isEmpty();
  }

  @Test
  void theEnvironmentOverridesTheFileAndFlagsOverrideBoth() {
    var overrides =
        new Overrides(
                Map.of(
                    "ACTEON_SERVER_PORT", "9001",
                    "ACTEON_SERVER_SHUTDOWN_TIMEOUT_SECONDS", "5",
                    "ACTEON_SERVER_CORS_ALLOWED_ORIGINS", "[\"*\"]",
                    "ACTEON_AUDIT_REDACT_PLACEHOLDER", "-",
                    "ACTEON_AUTH_KEY", "reserved",
                    "ACTEON_SERVER_SERVICE_HOST", "10.0.0.1",
                    "ACTEON_UI_PORT", "tcp://10.0.0.1:80",
                    "ACTEON_IMAGE_TAG", "of no section"),
                Map.of())
            .with("server.port", "--port", "9002");
    GatewayConfig config = read(FULL, overrides);
    assertThat(config.server().port()).isEqualTo(9002);
    assertThat(config.server().shutdownTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.server().corsAllowedOrigins()).containsExactly("*");
    assertThat(config.audit().redact().placeholder()).isEqualTo("-");
    assertThat(config.effective().toml())
        .contains("# flag --port")
        .contains("# environment ACTEON_SERVER_SHUTDOWN_TIMEOUT_SECONDS");
  }

  @Test
  void anOverriddenBackendLeavesTheFilesKeysForTheOtherOneAlone() {
    GatewayConfig config = read(FULL, Overrides.NONE.with("state.backend", "--set", "memory"));
    assertThat(config.state().backend().name()).isEqualTo("memory");
  }

  @Test
  void whatIsPrintedSaysWhereEachValueComesFromAndHoldsNoSecret() {
    String printed = read(FULL, Overrides.NONE).effective().toml();
    assertThat(printed.lines())
        .anyMatch(line -> line.matches("port = 9000 +# a\\.toml:3:1"))
        .anyMatch(line -> line.matches("shutdown_timeout_seconds = 30 +# default"))
        .anyMatch(line -> line.matches("password = \"\\*{8}\" +# a\\.toml:9:1"))
        .contains("[[providers]]");
    assertThat(printed)
        .contains("https://********@hook.example/x")
        .contains("{ \"Authorization\" = \"********\" }")
        .doesNotContain("hunter2", "sesame");
  }

  @Test
  void whatIsPrintedIsAConfigurationThatMeansTheSame() {
    String toml = FULL.replace("password = \"hunter2\"\n", "").replace("user:sesame@", "");
    GatewayConfig config = read(toml, Overrides.NONE);
    String printed = config.effective().toml();
    assertThat(read(printed, Overrides.NONE).server()).isEqualTo(config.server());
    assertThat(read(printed, Overrides.NONE).rules()).isEqualTo(config.rules());
  }

  @Test
  void relativePathsInTheFileStartAtTheFile() throws Exception {
    Path file = Files.writeString(base.resolve("a.toml"), "[rules]\ndirectory = \"rules\"");
    GatewayConfig config =
        new ConfigReader(TestPlugins.PLUGINS).read(java.util.Optional.of(file), Overrides.NONE);
    assertThat(config.rules().directory()).contains(base.resolve("rules"));
    assertThat(config.rules().directoryAsWritten()).contains("rules");
  }

  @Test
  void everyKeyKnowsWhatItIsForAndItsDefaultFitsItsShape() {
    for (Section section : new Schema(TestPlugins.PLUGINS).sections("dynamodb", "dynamodb")) {
      for (Key key : section.keys()) {
        assertThat(key.description()).as(section.path() + "." + key.name()).isNotBlank();
        key.fallback()
            .ifPresent(text ->
                assertThat(key.shape().parse(text).flatMap(key.shape()::read))
                    .as(section.path() + "." + key.name())
                    .hasValueSatisfying(value -> assertThat(key.objection(value)).isEmpty()));
      }
    }
  }

  private GatewayConfig read(String toml, Overrides overrides) {
    return new ConfigReader(TestPlugins.PLUGINS).parse("a.toml", toml, overrides, base);
  }
}
