package io.acteon.crypto.chain;

import io.acteon.audit.AuditChain.Exported;
import io.acteon.audit.AuditChain.Progress;
import io.acteon.audit.AuditChain.Range;
import io.acteon.crypto.Ed25519Private;
import io.acteon.crypto.Hash;
import io.acteon.crypto.Octets;
import io.acteon.crypto.SignedNote;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a chain as JSON Lines that prove themselves: a header, every segment, the records of the
 * range behind the segment that names them, and a signed manifest over all bytes before it. For one
 * thread, once.
 */
public final class ExportWriter {
  static final String HEADER = "acteon-audit-export";
  static final String SEGMENT = "segment";
  static final String RECORD = "record";
  static final String MANIFEST = "manifest";
  static final long VERSION = 1;

  private static final int SEGMENTS_AT_ONCE = 10;

  private final Evidence evidence;
  private final ChainId chain;
  private final Range range;
  private final Signer signer;
  private final HashingOutput out;
  private long written;
  private long missing;
  private long size;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;

  /**
   * Who signs the manifest.
   *
   * @param logOrigin the signer's name on the note
   */
  public record Signer(String logOrigin, Optional<Ed25519Private> key) {}

  public ExportWriter(
      Evidence evidence, ChainId chain, Range range, Signer signer, OutputStream out) {
    this.evidence = evidence;
    this.chain = chain;
    this.range = range;
    this.signer = signer;
    this.out = new HashingOutput(out);
  }

  /** Writes everything and answers what that was; does not close the stream. */
  public Exported write(Progress progress) throws IOException {
    Instant exportedAt = evidence.now();
    Optional<ChainTip> head = evidence.head().map(Evidence.Head::tip);
    ChainId epoch = head.map(ChainTip::chain).orElse(chain);
    line(header(epoch, exportedAt));
    long end = head.map(ChainTip::nextK).orElse(0L);
    for (long k = 0; k < end; k += SEGMENTS_AT_ONCE) {
      long to = Math.min(end, k + SEGMENTS_AT_ONCE);
      Map<Long, Evidence.Stored> found = evidence.segments(epoch, k, to);
      for (long i = k; i < to; i++) {
        segment(i, Optional.ofNullable(found.get(i)).map(Evidence.Stored::bytes));
      }
      progress.at(size, head.map(ChainTip::nextSequence).orElse(size));
    }
    manifest(epoch, exportedAt, evidence.now());
    out.flush();
    return exported();
  }

  private Exported exported() {
    boolean some = written + missing > 0;
    return new Exported(
        size,
        written,
        missing,
        some ? Optional.of(Instant.ofEpochMilli(earliest)) : Optional.empty(),
        some ? Optional.of(Instant.ofEpochMilli(latest)) : Optional.empty(),
        signer.key().isPresent());
  }

  private Json header(ChainId epoch, Instant exportedAt) {
    Json.Obj header =
        Json.object(
            Json.field("type", HEADER),
            Json.field("v", VERSION),
            Json.field("log_id", epoch.logId().hex()),
            Json.field("chain", epoch.name()),
            Json.field("epoch", epoch.epoch()),
            Json.field("exported_at", exportedAt.toString()));
    header = with(header, "from", range.from());
    return with(header, "to", range.to());
  }

  private static Json.Obj with(Json.Obj object, String name, Optional<Instant> at) {
    return at.map(some -> object.with(name, Json.of(some.toString()))).orElse(object);
  }

  /** A segment that is gone is left out: whoever verifies this will say so. */
  private void segment(long k, Optional<Octets> bytes) throws IOException {
    if (bytes.isEmpty()) {
      return;
    }
    line(
        Json.object(
            Json.field("type", SEGMENT),
            Json.field("k", k),
            Json.field("bytes", bytes.get().base64Url())));
    Segment segment = SegmentBytes.read(bytes.get()).segment();
    size = segment.last() + 1;
    List<Evidence.Wanted> wanted = RecordCheck.wanted(segment, range);
    if (!wanted.isEmpty()) {
      earliest = Math.min(earliest, segment.minDispatched());
      latest = Math.max(latest, segment.maxDispatched());
    }
    Map<String, Evidence.Found> found = wanted.isEmpty() ? Map.of() : evidence.records(wanted);
    for (Evidence.Wanted one : wanted) {
      Evidence.Found record = found.get(one.entry().id());
      if (record == null) {
        missing++;
      } else {
        written++;
        line(record(one.sequence(), record.sealed()));
      }
    }
  }

  private static Json record(long n, SealedRecord sealed) {
    Json.Obj fields = Json.EMPTY;
    for (Field field : Field.values()) {
      Optional<Octets> stored = sealed.field(field);
      if (stored.isPresent()) {
        fields = fields.with(field.wireName(), field(stored.get()));
      }
    }
    return Json.object(
        Json.field("type", RECORD),
        Json.field("n", n),
        Json.field("id", sealed.id()),
        Json.field("body", sealed.body().text()),
        Json.field("nonce", sealed.nonce().base64Url()),
        Json.field("fields", fields));
  }

  /** As salt and text, so that people can read it; bytes that are no text stay bytes. */
  private static Json field(Octets stored) {
    if (stored.size() >= FieldBytes.SALT_LENGTH) {
      Octets plaintext = FieldBytes.plaintext(stored);
      if (Octets.utf8(plaintext.text()).equals(plaintext)) {
        return Json.object(
            Json.field("salt", stored.slice(0, FieldBytes.SALT_LENGTH).base64Url()),
            Json.field("text", plaintext.text()));
      }
    }
    return Json.object(Json.field("bytes", stored.base64Url()));
  }

  private void manifest(ChainId epoch, Instant exportedAt, Instant finishedAt) throws IOException {
    String text =
        new Manifest(
                epoch.origin(signer.logOrigin()),
                exportedAt,
                Optional.of(finishedAt),
                range,
                size,
                missing,
                out.sha256())
            .text();
    String note =
        signer
            .key()
            .map(key -> SignedNote.sign(text, signer.logOrigin(), key).print())
            .orElseGet(() -> text + "\n");
    line(Json.object(Json.field("type", MANIFEST), Json.field("note", note)));
  }

  private void line(Json line) throws IOException {
    out.write(Octets.utf8(JsonText.print(line) + "\n"));
  }

  /**
   * What a manifest says; its text is what is signed.
   *
   * @param exportedAt when the export was begun
   * @param finishedAt when it was finished, by which expiry is judged; version 1 does not say
   */
  record Manifest(
      String origin,
      Instant exportedAt,
      Optional<Instant> finishedAt,
      Range range,
      long size,
      long missing,
      Hash sha256) {
    private static final String FINISHED_AT = "finished_at ";

    /** When the export with the manifest {@code text} was finished, if it says so. */
    static Optional<Instant> finishedAt(String text) {
      return text.lines()
          .filter(line -> line.startsWith(FINISHED_AT))
          .findFirst()
          .map(line -> Instant.parse(line.substring(FINISHED_AT.length())));
    }

    String text() {
      return String.join(
          "\n",
          "acteon/export/" + (finishedAt.isPresent() ? "v2" : "v1"),
          origin,
          "exported_at " + exportedAt + finishedAt.map(at -> "\n" + FINISHED_AT + at).orElse(""),
          "from " + range.from().map(Instant::toString).orElse("-"),
          "to " + range.to().map(Instant::toString).orElse("-"),
          "records " + size,
          "missing " + missing,
          "sha256 " + sha256.hex(),
          "");
    }
  }
}
