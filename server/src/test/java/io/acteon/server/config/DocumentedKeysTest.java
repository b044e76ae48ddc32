package io.acteon.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documentation and the examples, held against what the server understands. */
final class DocumentedKeysTest {
  private static final Path ROOT = Path.of(System.getProperty("acteon.root"));

  @Test
  void theDocumentationListsEveryKeyThereIs() throws IOException {
    String documented = Files.readString(ROOT.resolve("docs/configuration.md"));
    String known = KeyReference.markdown(Plugins.load());
    assertThat(documented)
        .as("docs/configuration.md; its tables are the output of ./acteon config --keys")
        .contains(known.strip());
  }

  @Test
  void theConfigurationThatTheReadmeShowsWorksAsItStands() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    String toml = readme.substring(readme.indexOf("```toml\n") + 8);
    toml = toml.substring(0, toml.indexOf("```"));
    assertThat(toml).contains("backend = \"dynamodb\"", "table_name = \"acteon_audit\"");
    Path base = ROOT.resolve("examples");
    GatewayConfig config =
        new ConfigReader(Plugins.load()).parse("README.md", toml, Overrides.NONE, base);
    assertThat(config.state().backend().name()).isEqualTo("dynamodb");
    assertThat(config.audit().enabled()).isTrue();
    assertThat(config.rules().directory()).contains(base.resolve("rules"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsAGoodConfiguration(Path example) {
    assertThat(new ConfigReader(Plugins.load()).read(Optional.of(example), Overrides.NONE))
        .isNotNull();
  }

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("examples"))) {
      return files.filter(file -> file.toString().endsWith(".toml")).toList().stream();
    }
  }
}
