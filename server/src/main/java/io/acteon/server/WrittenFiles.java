package io.acteon.server;

import io.acteon.server.config.ConfigException;
import io.acteon.server.config.GatewayConfig;
import io.acteon.server.config.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a trail that promises something: tried before the gateway starts, since the day they
 * are needed is too late to learn that they cannot be written.
 */
final class WrittenFiles {
  private static final Logger LOG = LoggerFactory.getLogger(WrittenFiles.class);

  private final GatewayConfig config;
  private final List<Problem> problems = new ArrayList<>();

  private WrittenFiles(GatewayConfig config) {
    this.config = config;
  }

  /**
   * Tries them.
   *
   * @throws ConfigException when one cannot be written, saying which and why
   */
  static void check(GatewayConfig config) {
    GatewayConfig.Compliance compliance = config.compliance();
    if (!compliance.mode().hashChain() && !compliance.mode().synchronous()) {
      return;
    }
    var files = new WrittenFiles(config);
    files.attempt(
        "spool_directory",
        () -> Files.delete(Files.createTempFile(directory(compliance.spoolDirectory()), "try", "")),
        "records that the table does not take in time must go somewhere");
    if (compliance.mode().hashChain()) {
      compliance
          .anchorFile()
          .ifPresent(anchor ->
              files.attempt("anchor_file", () -> open(anchor), "checkpoints are appended to it"));
      compliance.signingKeyFile().ifPresent(WrittenFiles::warnIfOthersRead);
    }
    if (!files.problems.isEmpty()) {
      throw new ConfigException(files.problems);
    }
  }

  private interface Trial {
    void run() throws IOException;
  }

  private void attempt(String key, Trial trial, String why) {
    try {
      trial.run();
    } catch (IOException e) {
      problems.add(
          new Problem(
              config.effective().origin("compliance", key),
              "compliance." + key,
              "cannot be written (%s), and %s; correct the path or its permissions"
                  .formatted(e, why)));
    }
  }

  private static Path directory(Path path) throws IOException {
    return Files.createDirectories(path);
  }

  private static void open(Path file) throws IOException {
    Optional<Path> parent = Optional.ofNullable(file.getParent());
    if (parent.isPresent()) {
      Files.createDirectories(parent.get());
    }
    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
  }

  private static void warnIfOthersRead(Path key) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(key);
      if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
        LOG.warn("everybody on this machine may read {}, and sign in our name; chmod 600 it", key);
      }
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("the permissions of {} cannot be told", key, e);
    }
  }
}
