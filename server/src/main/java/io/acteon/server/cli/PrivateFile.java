package io.acteon.server.cli;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** New files that nobody but their owner can read, from the first moment on. */
final class PrivateFile {
  private PrivateFile() {}

  /**
   * Writes {@code text} to a file that must not be there yet; it is on the disk afterwards.
   *
   * @throws java.nio.file.FileAlreadyExistsException when it is there
   */
  static void create(Path file, String text) throws IOException {
    try (FileChannel out = open(file, StandardOpenOption.CREATE_NEW)) {
      Channels.newOutputStream(out).write(text.getBytes(StandardCharsets.UTF_8));
      out.force(true);
    }
  }

  /** Writes {@code text} in place of what was in the file. */
  static void replace(Path file, String text) throws IOException {
    try (WritableByteChannel out =
        open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
      Channels.newOutputStream(out).write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Opens a file to be written; if it is made, only its owner may read it. */
  static FileChannel open(Path file, OpenOption... how) throws IOException {
    Optional<Path> parent = Optional.ofNullable(file.toAbsolutePath().getParent());
    if (parent.isPresent()) {
      Files.createDirectories(parent.get());
    }
    FileAttribute<?>[] owner =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    var options = new HashSet<OpenOption>(Set.of(how));
    options.add(StandardOpenOption.WRITE);
    return FileChannel.open(file, options, owner);
  }
}
