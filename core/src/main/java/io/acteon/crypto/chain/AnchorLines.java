package io.acteon.crypto.chain;

import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.crypto.Checkpoint;
import io.acteon.crypto.Ed25519Public;
import io.acteon.crypto.SignedNote;
import io.acteon.json.JsonSyntaxException;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checkpoints kept outside of a chain, one JSON object a line: when it was made, and the signed
 * note. One about the chain that no trusted key signed is a finding, and so is one of the chain in
 * another epoch that a trusted key did sign; what is no checkpoint is remarked upon. Of very many
 * lines of the chain only some are verified and compared, the largest among them, whose root is
 * that of all records before it. For one thread, once.
 */
public final class AnchorLines {
  /** A signature takes about half a millisecond to verify. */
  static final int MOST = 2_000;

  private final String origin;
  private final String name;
  private final String logOrigin;
  private final List<Ed25519Public> trusted;
  private final AnchorNotes notes;
  private final LargestLines ours = new LargestLines(MOST);
  private long number;
  private long ofOurs;
  private long ofOthers;
  private long unreadable;
  private long firstUnreadable;
  private long ofOtherEpochs;
  private long firstOfOtherEpochs;

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
    this.notes = new AnchorNotes(logOrigin, trusted, true);
  }

  /** A line about {@code note}, made {@code at}. */
  public static String print(SignedNote note, Instant at) {
    return JsonText.print(
        Json.object(Json.field("at", at.toString()), Json.field("note", note.print())));
  }

  /**
   * A line that is a checkpoint.
   *
   * @param at when it was made, if the line says so
   */
  public record Line(SignedNote note, Checkpoint checkpoint, Optional<Instant> at) {}

  /** Reads a line; empty when it is no checkpoint. Its signatures are not verified here. */
  public static Optional<Line> parse(String line) {
    try {
      if (!(JsonText.parse(line) instanceof Json.Obj object)) {
        return Optional.empty();
      }
      SignedNote note = SignedNote.parse(text(object, "note").orElse(""));
      return Optional.of(
          new Line(note, Checkpoint.parse(note.text()), text(object, "at").map(Instant::parse)));
    } catch (JsonSyntaxException | IllegalArgumentException | DateTimeException _) {
      return Optional.empty(); // Such as a last line that was torn off.
    }
  }

  /** What the lines say of the chain. */
  public Anchors read(Stream<String> lines) {
    lines.forEach(this::read);
    ours.all()
        .forEach(one ->
            notes.add(
                one.line().note(), one.line().at(), "line " + one.number() + " of the anchor"));
    if (unreadable > 0) {
      notes.remark(
          "lines of the anchor that are no checkpoints: %d, the first is line %d"
              .formatted(unreadable, firstUnreadable));
    }
    if (ofOtherEpochs > 0) {
      notes.fault(
          Finding.ofChain(
              Kind.FORKED,
              "checkpoints in the anchor of this chain in another epoch: %d, the first is line %d"
                  .formatted(ofOtherEpochs, firstOfOtherEpochs)));
    }
    if (ofOurs == 0 && ofOthers > 0) {
      notes.remark("the anchor says nothing of this chain; another log id or origin, perhaps");
    }
    return notes.anchors();
  }

  /** The part of an origin that no other chain's has, and that looks the same in JSON. */
  private static String nameIn(String origin) {
    int end = origin.lastIndexOf('/');
    return origin.substring(origin.lastIndexOf('/', end - 1) + 1, end);
  }

  private void read(String line) {
    number++;
    if (line.isBlank()) {
      return;
    }
    if (!line.contains(name) && line.startsWith("{") && line.endsWith("}")) {
      ofOthers++; // Most lines are: they are not even parsed.
      return;
    }
    parse(line)
        .ifPresentOrElse(
            this::take,
            () -> {
              unreadable++;
              firstUnreadable = firstUnreadable == 0 ? number : firstUnreadable;
            });
  }

  private void take(Line line) {
    if (line.checkpoint().origin().equals(origin)) {
      ours.add(line, number);
      ofOurs++;
    } else if (isOfAnotherEpoch(line)) {
      ofOtherEpochs++;
      firstOfOtherEpochs = firstOfOtherEpochs == 0 ? number : firstOfOtherEpochs;
    } else {
      ofOthers++;
    }
  }

  /** Whether somebody with a trusted key signed another history of this chain. */
  private boolean isOfAnotherEpoch(Line line) {
    return line.checkpoint().origin().startsWith(origin.substring(0, origin.lastIndexOf('/') + 1))
        && trusted.stream().anyMatch(key -> line.note().isSignedBy(logOrigin, key));
  }

  private static Optional<String> text(Json.Obj object, String name) {
    return object.field(name).orElse(Json.NULL) instanceof Json.Str(String text)
        ? Optional.of(text)
        : Optional.empty();
  }
}
