package io.acteon.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code acteon dev} says where it cannot keep what it has to. */
final class DevFolderTest {
  @TempDir Path folder;

  private static CommandFailure failure(Path path, Consumer<DevFolder> use) {
    return catchThrowableOfType(
        CommandFailure.class,
        () -> {
          try (DevFolder opened = DevFolder.in(path)) {
            use.accept(opened);
          }
        });
  }

  private static void assertUnwritable(CommandFailure failure, Path path) {
    assertThat(failure).hasMessageStartingWith(path + " cannot be written (");
    assertThat(failure)
        .hasMessageEndingWith("; make it writable, or keep nothing with --in-memory");
    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aFolderThatCannotBeMadeIsOneSentence() throws Exception {
    Path file = Files.createFile(folder.resolve("a file"));
    assertUnwritable(failure(file.resolve("dev"), _ -> {}), file.resolve("dev"));
  }

  @Test
  void aConfigurationThatCannotBeWrittenIsOneSentence() throws Exception {
    Path config = Files.createDirectory(folder.resolve("dev.toml"));
    assertUnwritable(
        failure(folder, opened -> opened.configure(java.net.URI.create("http://x"))), config);
  }
}
