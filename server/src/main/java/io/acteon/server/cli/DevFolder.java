package io.acteon.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where {@code acteon dev} keeps what is its own: the configuration that it runs with, so that
 * other commands can be pointed at it, and the audit chain's key, anchor and spool. One that stays
 * is locked until it is closed: two processes on the same data would not see each other's tables
 * change. Not thread-safe.
 */
final class DevFolder implements AutoCloseable {
  private final Path path;
  private final Optional<FileChannel> lock;

  private DevFolder(Path path, Optional<FileChannel> lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * One that stays.
   *
   * @throws CommandFailure when another process has it, or it cannot be written
   */
  static DevFolder in(Path path) {
    FileChannel lock;
    try {
      Files.createDirectories(path);
      lock =
          FileChannel.open(
              path.resolve("dev.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock.tryLock() == null) {
        lock.close();
        throw new CommandFailure(
            ExitCode.USAGE, "another 'acteon dev' uses " + path + "; stop it, or add --in-memory");
      }
    } catch (IOException e) {
      throw unwritable(path, e);
    }
    return new DevFolder(path, Optional.of(lock)).withKey();
  }

  /** One that goes when it is closed, as data in memory do. */
  static DevFolder temporary() {
    try {
      return new DevFolder(Files.createTempDirectory("acteon-dev-"), Optional.empty()).withKey();
    } catch (IOException e) {
      throw unwritable(Path.of(System.getProperty("java.io.tmpdir")), e);
    }
  }

  private DevFolder withKey() {
    Path key = path.resolve("audit-key.pem");
    try {
      if (!Files.exists(key)) {
        var _ = AuditKeygenCommand.write(key);
      }
      return this;
    } catch (IOException e) {
      close();
      throw unwritable(key, e);
    }
  }

  /**
   * Writes the configuration; answers where it is.
   *
   * @throws CommandFailure when it cannot be written
   */
  Path configure(URI dynamo) {
    Path file = path.resolve("dev.toml");
    try {
      PrivateFile.replace(file, configuration(dynamo));
      return file;
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static String configuration(URI dynamo) {
    return """
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
        .formatted(dynamo);
  }

  private static CommandFailure unwritable(Path path, IOException e) {
    String why =
        switch (e) {
          case AccessDeniedException _ -> "permission denied";
          case FileSystemException known when known.getReason() != null -> known.getReason();
          default -> e.toString();
        };
    return new CommandFailure(
        ExitCode.USAGE,
        "%s cannot be written (%s); make it writable, or keep nothing with --in-memory"
            .formatted(path, why),
        e);
  }

  @Override
  public void close() {
    try {
      if (lock.isPresent()) {
        lock.get().close();
      } else {
        remove();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(path + " could not be left in order", e);
    }
  }

  private void remove() throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path one : deepestFirst) {
        Files.deleteIfExists(one);
      }
    }
  }
}
