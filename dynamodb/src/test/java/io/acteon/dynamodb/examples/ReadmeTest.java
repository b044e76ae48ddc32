package io.acteon.dynamodb.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every Java example of the README stands, but for its line breaks, in a test that runs. */
final class ReadmeTest {
  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Path MODULE = Path.of(System.getProperty("acteon.root", ".."), "dynamodb");

  @Test
  void everyExampleRuns() throws IOException {
    List<String> examples =
        EXAMPLE
            .matcher(Files.readString(MODULE.resolve("README.md")))
            .results()
            .map((MatchResult found) -> plain(found.group(1)))
            .toList();
    String tested = tested();

    assertThat(examples).isNotEmpty();
    assertThat(examples).allSatisfy(example -> assertThat(tested).contains(example));
  }

  private static String tested() throws IOException {
    try (Stream<Path> files =
        Files.list(MODULE.resolve("src/test/java/io/acteon/dynamodb/examples"))) {
      StringBuilder text = new StringBuilder();
      for (Path file : files.toList()) {
        text.append(plain(Files.readString(file)));
      }
      return text.toString();
    }
  }

  /** The code, however its lines are broken. */
  private static String plain(String code) {
    return code.replaceAll("\\s+", " ").strip() + " ";
  }
}
