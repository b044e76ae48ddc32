package io.acteon.dynamodb.audit;

import io.acteon.crypto.Checkpoint;
import io.acteon.crypto.SignedNote;
import io.acteon.crypto.chain.Anchors;
import io.acteon.json.JsonSyntaxException;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checkpoints in a file outside the table, one JSON object a line, only ever appended to. It helps
 * as far as whoever can write the table cannot write it.
 */
final class AnchorFile {
  private AnchorFile() {}

  /** The checkpoints of {@code origin} that a trusted key signed. */
  static List<Anchors.Anchor> read(Path file, String origin, ChainSettings settings) {
    if (!Files.exists(file)) {
      return List.of();
    }
    var anchors = new ArrayList<Anchors.Anchor>();
    try (Stream<String> lines = Files.lines(file)) {
      lines.forEach(line -> anchor(line, origin, settings).ifPresent(anchors::add));
    } catch (IOException e) {
      throw new StoreException.Rejected("anchor_file " + file + " cannot be read: " + e, e);
    }
    return anchors;
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
      return Optional.empty(); // A torn last line, or somebody's note that is none of ours.
    }
  }

  /** Adds checkpoints; they are on the disk when this returns. */
  static void append(Path file, List<SignedNote> notes, Instant at) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    var lines = new StringBuilder();
    for (SignedNote note : notes) {
      Json line = Json.object(Json.field("at", at.toString()), Json.field("note", note.print()));
      lines.append(JsonText.print(line)).append('\n');
    }
    try (FileChannel out =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      out.write(ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8)));
      out.force(true);
    }
  }
}
