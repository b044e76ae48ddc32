package io.acteon.dynamodb.audit;

import io.acteon.crypto.Checkpoint;
import io.acteon.crypto.SignedNote;
import io.acteon.crypto.chain.AnchorLines;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Appends checkpoints to the file outside the table, which only ever grows. Several processes may
 * share one, so what others wrote since is read before: of one size of one chain only one root is
 * written. For one thread.
 */
final class AnchorLog {
  private final AnchorFile read;
  private final Path file;

  AnchorLog(AnchorFile file) {
    this.read = file;
    this.file = file.path();
  }

  /**
   * Adds checkpoints; they are on the disk when this returns. Not added, but answered, are those
   * that contradict one of the same size which a trusted key signed. Call it uninterrupted: the
   * lock that processes share the file by cannot be waited for otherwise.
   */
  List<Checkpoint> append(List<SignedNote> notes, Instant at) throws IOException {
    create();
    AnchorFile.LOCK.lock();
    // Not written through a channel: an interrupt in the middle would close that and tear a line.
    try (var out = new RandomAccessFile(file.toFile(), "rw");
        FileLock _ = out.getChannel().lock()) {
      read.catchUp(out);
      var lines = new StringBuilder();
      var contradicting = new ArrayList<Checkpoint>();
      for (SignedNote note : notes) {
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        if (isContradicted(checkpoint)) {
          contradicting.add(checkpoint);
        } else {
          lines.append(AnchorLines.print(note, at)).append('\n');
        }
      }
      write(out, lines.toString());
      return contradicting;
    } finally {
      AnchorFile.LOCK.unlock();
    }
  }

  private boolean isContradicted(Checkpoint checkpoint) {
    return read.largest(checkpoint.origin()).filter(checkpoint::contradicts).isPresent();
  }

  private static void write(RandomAccessFile out, String lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    String text = endsInTheMiddle(out) ? "\n" + lines : lines;
    out.seek(out.length());
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.getFD().sync();
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
  private void create() throws IOException {
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
