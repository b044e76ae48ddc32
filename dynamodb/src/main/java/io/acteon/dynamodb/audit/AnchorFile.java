package io.acteon.dynamodb.audit;

import io.acteon.crypto.Checkpoint;
import io.acteon.crypto.SignedNote;
import io.acteon.crypto.chain.Anchors;
import io.acteon.json.JsonSyntaxException;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.store.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Checkpoints in a file outside the table, one JSON object a line, only ever appended to. It helps
 * as far as whoever can write the table cannot write it. Several processes may share one.
 */
final class AnchorFile {
  /** A file's lock is the process's: this one is for its threads. */
  private static final ReentrantLock LOCK = new ReentrantLock();

  private AnchorFile() {}

  /** The checkpoints of {@code origin} that a trusted key signed. */
  static List<Anchors.Anchor> read(Path file, String origin, ChainSettings settings) {
    var anchors = new ArrayList<Anchors.Anchor>();
    if (!Files.exists(file)) {
      return anchors;
    }
    // Decodes whatever there is: a torn line may end within a character.
    try (var lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      String chain = nameIn(origin);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains(chain)) {
          anchor(line, origin, settings).ifPresent(anchors::add);
        }
      }
    } catch (IOException e) {
      throw new StoreException.Rejected("anchor_file " + file + " cannot be read: " + e, e);
    }
    return anchors;
  }

  /** The part of an origin that no other chain's has, and that looks the same in JSON. */
  private static String nameIn(String origin) {
    int end = origin.lastIndexOf('/');
    return origin.substring(origin.lastIndexOf('/', end - 1) + 1, end);
  }

  private static Optional<Anchors.Anchor> anchor(
      String line, String origin, ChainSettings settings) {
    try {
      if (!(JsonText.parse(line) instanceof Json.Obj object)
          || !(object.field("note").orElse(Json.NULL) instanceof Json.Str(String printed))) {
        return Optional.empty();
      }
      SignedNote note = SignedNote.parse(printed);
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      boolean counts =
          checkpoint.origin().equals(origin)
              && settings.trusted().stream()
                  .anyMatch(key -> note.isSignedBy(settings.logOrigin(), key));
      Optional<Instant> at =
          object.field("at").orElse(Json.NULL) instanceof Json.Str(String text)
              ? Optional.of(Instant.parse(text))
              : Optional.empty();
      return counts ? Optional.of(new Anchors.Anchor(checkpoint, at, true)) : Optional.empty();
    } catch (JsonSyntaxException | IllegalArgumentException _) {
      return Optional.empty(); // A torn line, or somebody's note that is none of ours.
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
      Json line = Json.object(Json.field("at", at.toString()), Json.field("note", note.print()));
      lines.append(JsonText.print(line)).append('\n');
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
