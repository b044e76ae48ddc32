package io.acteon.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where {@code acteon dev} keeps what is its own: the configuration that it runs with, so that
 * other commands can be pointed at it, and the audit chain's key, anchor and spool. Not
 * thread-safe.
 */
final class DevFolder implements AutoCloseable {
  private final Path path;
  private final boolean temporary;

  private DevFolder(Path path, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
  }

  /** One that stays. */
  static DevFolder in(Path folder) throws IOException {
    return new DevFolder(Files.createDirectories(folder), false).withKey();
  }

  /** One that goes when it is closed, as data in memory do. */
  static DevFolder temporary() throws IOException {
    return new DevFolder(Files.createTempDirectory("acteon-dev-"), true).withKey();
  }

  private DevFolder withKey() throws IOException {
    Path key = path.resolve("audit-key.pem");
    if (!Files.exists(key)) {
      var _ = AuditKeygenCommand.write(key);
    }
    return this;
  }

  /** Writes the configuration; answers where it is. */
  Path configure(URI dynamo) throws IOException {
    Path file = path.resolve("dev.toml");
    PrivateFile.replace(
        file,
        """
        # What 'acteon dev' runs with; written anew by each start.
        [state]
        backend = "dynamodb"
        url = "%1$s"
        region = "us-east-1"

        [audit]
        enabled = true
        backend = "dynamodb"
        url = "%1$s"
        region = "us-east-1"

        [compliance]
        mode = "soc2"
        signing_key_file = "audit-key.pem"
        anchor_file = "audit-anchor.jsonl"
        checkpoint_interval_seconds = 5
        spool_directory = "spool"

        [[providers]]
        name = "inbox"
        type = "inbox"

        [[providers]]
        name = "log"
        type = "log"
        """
            .formatted(dynamo));
    return file;
  }

  @Override
  public void close() {
    if (!temporary) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path one : deepestFirst) {
        Files.deleteIfExists(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(path + " could not be removed", e);
    }
  }
}
