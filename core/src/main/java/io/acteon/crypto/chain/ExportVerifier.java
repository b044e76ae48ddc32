package io.acteon.crypto.chain;

import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.audit.VerificationReport;
import io.acteon.crypto.Ed25519Public;
import io.acteon.crypto.Hash;
import io.acteon.crypto.Octets;
import io.acteon.crypto.SignedNote;
import io.acteon.json.JsonSyntaxException;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Verifies an export by itself: with the public keys and perhaps anchors, without the table. Reads
 * it once, line by line. For one thread, once.
 */
public final class ExportVerifier {
  private final Trust trust;
  private final MessageDigest digest = HashingOutput.newDigest();
  private final Findings findings = new Findings();
  private ExportState state = new ExportState.Begin();

  /**
   * What the verifier knows from elsewhere than the export.
   *
   * @param logId the log's id, if it is known; else the export's own word is taken and said so
   * @param logOrigin the name that manifests are signed with
   * @param keys whose signatures count
   */
  public record Trust(
      Optional<Octets> logId,
      String logOrigin,
      List<Ed25519Public> keys,
      Anchors anchors,
      boolean intents) {
    public Trust {
      keys = List.copyOf(keys);
    }
  }

  public ExportVerifier(Trust trust) {
    this.trust = trust;
  }

  /** Verifies what {@code in} holds; does not close it. */
  public VerificationReport verify(InputStream in) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      try {
        read(line, JsonText.parse(line));
      } catch (JsonSyntaxException | IllegalArgumentException | DateTimeException e) {
        fault(Kind.UNREADABLE, "a line of the export: " + e.getMessage());
        break;
      } catch (UnreadableRecordException e) {
        fault(Kind.UNREADABLE, String.valueOf(e.getMessage()));
        break;
      }
      digest.update(Octets.utf8(line + "\n").toArray());
    }
    return state.report(findings, trust);
  }

  private void read(String line, Json json) {
    if (!(json instanceof Json.Obj object)) {
      throw new IllegalArgumentException("not an object: " + line);
    }
    switch (text(object, "type")) {
      case ExportWriter.HEADER -> header(object);
      case ExportWriter.SEGMENT ->
          state.open().segment(number(object, "k"), Octets.fromBase64Url(text(object, "bytes")));
      case ExportWriter.RECORD -> state.open().record(number(object, "n"), sealed(object));
      case ExportWriter.MANIFEST -> manifest(text(object, "note"));
      default -> throw new IllegalArgumentException("no such type of line: " + line);
    }
  }

  private void header(Json.Obj header) {
    if (!(state instanceof ExportState.Begin) || number(header, "v") != ExportWriter.VERSION) {
      throw new IllegalArgumentException("an export begins with one header of version 1");
    }
    Octets logId = Octets.of(HexFormat.of().parseHex(text(header, "log_id")));
    if (!trust.logId().map(logId::equals).orElse(true)) {
      fault(Kind.FORKED, "the export is of another log");
    }
    var chain = new ChainId(logId, text(header, "chain"), number(header, "epoch"));
    var range = new Range(instant(header, "from"), instant(header, "to"));
    Instant exportedAt = Instant.parse(text(header, "exported_at"));
    var terms = new ChainVerifier.Terms(trust.keys(), trust.anchors(), range, trust.intents());
    state = new ExportState.Open(chain, exportedAt, terms, findings);
  }

  private void manifest(String note) {
    ExportState.Open open = state.open();
    open.end();
    Hash soFar;
    try {
      soFar = Hash.of(Octets.of(((MessageDigest) digest.clone()).digest()));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this JDK's SHA-256 cannot be copied", e);
    }
    String text = note.substring(0, note.indexOf("\n\n") + 1);
    String expected = open.manifest(trust.logOrigin(), soFar).text();
    if (!text.equals(expected)) {
      fault(Kind.EDITED, "the manifest does not fit what stands before it");
    }
    boolean isSigned =
        !note.endsWith("\n\n")
            && trust.keys().stream()
                .anyMatch(key -> SignedNote.parse(note).isSignedBy(trust.logOrigin(), key));
    state = new ExportState.Closed(open, isSigned);
  }

  private void fault(Kind kind, String detail) {
    findings.add(Finding.ofChain(kind, detail));
  }

  private static SealedRecord sealed(Json.Obj object) {
    var fields = new EnumMap<Field, Octets>(Field.class);
    if (object.field("fields").orElse(Json.NULL) instanceof Json.Obj stored) {
      stored
          .fields()
          .forEach((name, value) ->
              fields.put(
                  Field.named(name)
                      .orElseThrow(() -> new IllegalArgumentException("no field " + name)),
                  field(value)));
    }
    return new SealedRecord(
        text(object, "id"),
        Octets.utf8(text(object, "body")),
        Octets.fromBase64Url(text(object, "nonce")),
        fields);
  }

  private static Octets field(Json value) {
    if (!(value instanceof Json.Obj stored)) {
      throw new IllegalArgumentException("a field is an object");
    }
    return stored.field("bytes").isPresent()
        ? Octets.fromBase64Url(text(stored, "bytes"))
        : FieldBytes.stored(
            Octets.fromBase64Url(text(stored, "salt")), Octets.utf8(text(stored, "text")));
  }

  private static String text(Json.Obj object, String name) {
    if (object.field(name).orElse(Json.NULL) instanceof Json.Str(String text)) {
      return text;
    }
    throw new IllegalArgumentException("no text '" + name + "'");
  }

  private static Optional<Instant> instant(Json.Obj object, String name) {
    return object.field(name).isEmpty()
        ? Optional.empty()
        : Optional.of(Instant.parse(text(object, name)));
  }

  private static long number(Json.Obj object, String name) {
    if (object.field(name).orElse(Json.NULL) instanceof Json.Int(long number)) {
      return number;
    }
    throw new IllegalArgumentException("no number '" + name + "'");
  }
}
