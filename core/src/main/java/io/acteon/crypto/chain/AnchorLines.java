package io.acteon.crypto.chain;

import io.acteon.crypto.Checkpoint;
import io.acteon.crypto.Ed25519Public;
import io.acteon.crypto.SignedNote;
import io.acteon.json.JsonSyntaxException;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checkpoints kept outside of a chain, one JSON object a line: when it was made, and the signed
 * note. Says which lines about a chain it did not count, and why. For one thread, once.
 */
public final class AnchorLines {
  private final String origin;
  private final String name;
  private final String logOrigin;
  private final List<Ed25519Public> trusted;
  private final List<Anchors.Anchor> counted = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private long untrusted;
  private long largestUntrusted;
  private long unreadable;
  private long ofOthers;

  /**
   * Collects the checkpoints of one chain.
   *
   * @param origin the chain's name in checkpoints
   * @param logOrigin the name that they are signed with
   * @param trusted keys whose signatures count
   */
  public AnchorLines(String origin, String logOrigin, List<Ed25519Public> trusted) {
    this.origin = origin;
    this.name = nameIn(origin);
    this.logOrigin = logOrigin;
    this.trusted = List.copyOf(trusted);
  }

  /** A line about {@code note}, made {@code at}. */
  public static String print(SignedNote note, Instant at) {
    return JsonText.print(
        Json.object(Json.field("at", at.toString()), Json.field("note", note.print())));
  }

  /** What the lines say of the chain. */
  public Anchors read(Stream<String> lines) {
    lines.filter(line -> !line.isBlank()).forEach(this::read);
    if (untrusted > 0) {
      remarks.add(
          "checkpoints outside the table that none of the trusted keys signed, and that were not"
              + " counted: %d, the largest of %d records".formatted(untrusted, largestUntrusted));
    }
    if (unreadable > 0) {
      remarks.add("lines of the anchor that are no checkpoints: " + unreadable);
    }
    if (counted.isEmpty() && untrusted == 0 && ofOthers > 0) {
      remarks.add("the anchor says nothing of this chain; another log id or origin, perhaps");
    }
    return new Anchors(counted, remarks);
  }

  /** The part of an origin that no other chain's has, and that looks the same in JSON. */
  private static String nameIn(String origin) {
    int end = origin.lastIndexOf('/');
    return origin.substring(origin.lastIndexOf('/', end - 1) + 1, end);
  }

  private void read(String line) {
    if (!line.contains(name)) {
      ofOthers++; // Most lines are: they are not even parsed.
      return;
    }
    try {
      if (!(JsonText.parse(line) instanceof Json.Obj object)) {
        unreadable++;
        return;
      }
      SignedNote note = SignedNote.parse(text(object, "note").orElse(""));
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      if (!checkpoint.origin().equals(origin)) {
        ofOthers++;
      } else if (trusted.stream().anyMatch(key -> note.isSignedBy(logOrigin, key))) {
        counted.add(new Anchors.Anchor(checkpoint, text(object, "at").map(Instant::parse), true));
      } else {
        untrusted++;
        largestUntrusted = Math.max(largestUntrusted, checkpoint.size());
      }
    } catch (JsonSyntaxException | IllegalArgumentException | DateTimeException _) {
      unreadable++; // Such as a last line that was torn off.
    }
  }

  private static Optional<String> text(Json.Obj object, String name) {
    return object.field(name).orElse(Json.NULL) instanceof Json.Str(String text)
        ? Optional.of(text)
        : Optional.empty();
  }
}
