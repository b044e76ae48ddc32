package io.acteon.dynamodb.audit;

import io.acteon.crypto.SignedNote;
import io.acteon.crypto.chain.AnchorLines;
import io.acteon.crypto.chain.Anchors;
import io.acteon.store.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Checkpoints in a file outside the table, one JSON object a line, only ever appended to. It helps
 * as far as whoever can write the table cannot write it. Several processes may share one.
 */
final class AnchorFile {
  /** A file's lock is the process's: this one is for its threads. */
  private static final ReentrantLock LOCK = new ReentrantLock();

  private AnchorFile() {}

  /** What the file says of the chain that checkpoints call {@code origin}. */
  static Anchors read(Path file, String origin, ChainSettings settings) {
    if (!Files.exists(file)) {
      return new Anchors(
          List.of(), List.of(), List.of("the anchor file " + file + " is not there"));
    }
    // Decodes whatever there is: a torn line may end within a character.
    try (var lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      return new AnchorLines(origin, settings.logOrigin(), settings.trusted()).read(lines.lines());
    } catch (IOException | UncheckedIOException e) {
      throw new StoreException.Rejected("anchor_file " + file + " cannot be read: " + e, e);
    }
  }

  /**
   * Adds checkpoints; they are on the disk when this returns. Call it uninterrupted: the lock that
   * processes share the file by cannot be waited for otherwise.
   */
  static void append(Path file, List<SignedNote> notes, Instant at) throws IOException {
    Path absolute = file.toAbsolutePath();
    create(absolute);
    var lines = new StringBuilder();
    for (SignedNote note : notes) {
      lines.append(AnchorLines.print(note, at)).append('\n');
    }
    LOCK.lock();
    // Not written through a channel: an interrupt in the middle would close that and tear a line.
    try (var out = new RandomAccessFile(absolute.toFile(), "rw");
        FileLock _ = out.getChannel().lock()) {
      String text = endsInTheMiddle(out) ? "\n" + lines : lines.toString();
      out.seek(out.length());
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.getFD().sync();
    } finally {
      LOCK.unlock();
    }
  }

  /** Whether whoever wrote last did not come to the end of a line. */
  private static boolean endsInTheMiddle(RandomAccessFile file) throws IOException {
    if (file.length() == 0) {
      return false;
    }
    file.seek(file.length() - 1);
    return file.read() != '\n';
  }

  /** Anybody may read what is in it, and only its owner may write it. */
  private static void create(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    Path directory = file.getParent();
    if (directory == null
        || !file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    Files.createDirectories(directory);
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
    } catch (FileAlreadyExistsException _) {
      return; // Another process was first.
    }
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true); // The name is to be as durable as what is written under it.
    }
  }
}
