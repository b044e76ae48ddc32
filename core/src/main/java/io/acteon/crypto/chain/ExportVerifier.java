package io.acteon.crypto.chain;

import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.AuditChain.SignatureCheck;
import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.audit.VerificationReport;
import io.acteon.crypto.Ed25519Public;
import io.acteon.crypto.Hash;
import io.acteon.crypto.Octets;
import io.acteon.crypto.SignedNote;
import io.acteon.json.FlatJson;
import io.acteon.json.JsonSyntaxException;
import java.io.IOException;
import java.io.InputStream;
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
  private long number;

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
      boolean intents,
      SignatureCheck signatures) {
    public Trust {
      keys = List.copyOf(keys);
    }

    /** With {@link SignatureCheck#NEWEST}. */
    public Trust(
        Optional<Octets> logId,
        String logOrigin,
        List<Ed25519Public> keys,
        Anchors anchors,
        boolean intents) {
      this(logId, logOrigin, keys, anchors, intents, SignatureCheck.NEWEST);
    }
  }

  public ExportVerifier(Trust trust) {
    this.trust = trust;
  }

  /** Verifies what {@code in} holds; does not close it. */
  public VerificationReport verify(InputStream in) throws IOException {
    trust.anchors().faults().forEach(findings::add);
    var lines = new Lines(in);
    try {
      boolean more = true;
      while (more) {
        more = read(lines);
      }
    } catch (JsonSyntaxException
        | IllegalArgumentException
        | DateTimeException
        | UnreadableRecordException e) {
      fault(Kind.UNREADABLE, String.valueOf(e.getMessage()));
      state.stop();
    }
    findings.at("line " + (number + 1));
    return state.report(findings, trust);
  }

  /** Takes the next line; false when there is none. */
  private boolean read(Lines lines) throws IOException {
    findings.at("line " + (number + 1));
    byte[] line = lines.next();
    if (line == null) {
      return false;
    }
    number++;
    read(FlatJson.parse(line));
    digest.update(line);
    digest.update((byte) '\n');
    return true;
  }

  private void read(FlatJson object) {
    switch (text(object, "type")) {
      case ExportWriter.HEADER -> header(object);
      case ExportWriter.SEGMENT ->
          state
              .open()
              .segment(number, number(object, "k"), Octets.fromBase64Url(text(object, "bytes")));
      case ExportWriter.RECORD -> state.open().record(number(object, "n"), sealed(object));
      case ExportWriter.MANIFEST -> manifest(text(object, "note"));
      default ->
          throw new IllegalArgumentException("no such type of line: " + text(object, "type"));
    }
  }

  private void header(FlatJson header) {
    if (!(state instanceof ExportState.Begin) || number(header, "v") != ExportWriter.VERSION) {
      throw new IllegalArgumentException("an export begins with one header of version 1");
    }
    Octets logId = Octets.of(HexFormat.of().parseHex(text(header, "log_id")));
    if (!trust.logId().map(logId::equals).orElse(true)) {
      fault(Kind.FORKED, "the export is of another log, %s".formatted(logId.hex()));
    }
    var chain = new ChainId(logId, text(header, "chain"), number(header, "epoch"));
    if (chain.epoch() != ChainId.EPOCH) {
      fault(
          Kind.FORKED,
          "the export is of epoch %d, and there is none but %d"
              .formatted(chain.epoch(), ChainId.EPOCH));
    }
    var range = new Range(instant(header, "from"), instant(header, "to"));
    Instant exportedAt = Instant.parse(text(header, "exported_at"));
    var terms =
        new ChainVerifier.Terms(
            trust.keys(), trust.anchors(), range, trust.intents(), trust.signatures());
    state = new ExportState.Open(chain, exportedAt, terms, findings);
  }

  private void manifest(String note) {
    ExportState.Open open = state.open();
    String text = note.substring(0, note.indexOf("\n\n") + 1);
    Optional<Instant> finishedAt = ExportWriter.Manifest.finishedAt(text);
    open.end(number, finishedAt);
    Hash soFar;
    try {
      soFar = Hash.of(Octets.of(((MessageDigest) digest.clone()).digest()));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this JDK's SHA-256 cannot be copied", e);
    }
    boolean isSigned = isSigned(note);
    String expected = open.manifest(trust.logOrigin(), finishedAt, soFar).text();
    if (!text.equals(expected)) {
      fault(
          Kind.EDITED,
          "the manifest does not fit what stands before it: " + difference(expected, text));
    }
    state = new ExportState.Closed(open, isSigned);
  }

  /** A manifest that nobody signed is the exporter's word; one that a stranger signed is forged. */
  private boolean isSigned(String note) {
    if (note.endsWith("\n\n")) {
      return false;
    }
    SignedNote signed = SignedNote.parse(note);
    boolean isTrusted =
        trust.keys().stream().anyMatch(key -> signed.isSignedBy(trust.logOrigin(), key));
    if (!isTrusted && !trust.keys().isEmpty()) {
      fault(
          Kind.SIGNATURE_INVALID,
          "the manifest's signature is none of a trusted key as '" + trust.logOrigin() + "'");
    }
    return isTrusted;
  }

  private static String difference(String expected, String actual) {
    List<String> wanted = expected.lines().toList();
    List<String> found = actual.lines().toList();
    for (int i = 0; i < wanted.size(); i++) {
      if (i >= found.size() || !wanted.get(i).equals(found.get(i))) {
        String said = i < found.size() ? "'" + found.get(i) + "'" : "nothing";
        return "it says " + said + " instead of '" + wanted.get(i) + "'";
      }
    }
    return "it says more than it should";
  }

  private void fault(Kind kind, String detail) {
    findings.add(Finding.ofChain(kind, detail));
  }

  private static SealedRecord sealed(FlatJson object) {
    var fields = new EnumMap<Field, Octets>(Field.class);
    FlatJson all = object.objects().get("fields");
    if (all != null) {
      all.objects()
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

  private static Octets field(FlatJson stored) {
    return stored.texts().containsKey("bytes")
        ? Octets.fromBase64Url(text(stored, "bytes"))
        : FieldBytes.stored(
            Octets.fromBase64Url(text(stored, "salt")), Octets.utf8(text(stored, "text")));
  }

  private static String text(FlatJson object, String name) {
    String text = object.texts().get(name);
    if (text == null) {
      throw new IllegalArgumentException("no text '" + name + "'");
    }
    return text;
  }

  private static Optional<Instant> instant(FlatJson object, String name) {
    return Optional.ofNullable(object.texts().get(name)).map(Instant::parse);
  }

  private static long number(FlatJson object, String name) {
    Long number = object.numbers().get(name);
    if (number == null) {
      throw new IllegalArgumentException("no number '" + name + "'");
    }
    return number;
  }
}
