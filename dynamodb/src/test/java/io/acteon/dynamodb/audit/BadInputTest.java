package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditChain.Progress;
import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.Finding.Kind;
import io.acteon.audit.VerificationReport;
import io.acteon.audit.VerificationReport.Verdict;
import io.acteon.crypto.Checkpoint;
import io.acteon.crypto.Ed25519Private;
import io.acteon.crypto.Ed25519Public;
import io.acteon.crypto.Hash;
import io.acteon.crypto.Octets;
import io.acteon.crypto.SignedNote;
import io.acteon.crypto.chain.AnchorLines;
import io.acteon.crypto.chain.Anchors;
import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.ExportVerifier;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whoever hands in what is no export, no anchor or no key of ours is told what is wrong, and where.
 */
class BadInputTest {
  private static final Ed25519Private STRANGER =
      Ed25519Private.parse(Ed25519Private.generatePem(new SecureRandom()));

  private final Chains chains = new Chains();
  private List<String> lines = List.of();

  @BeforeEach
  void export() throws IOException {
    chains.dispatch();
    chains.dispatch();
    lines = export(Range.ALL);
  }

  @AfterEach
  void close() {
    chains.close();
  }

  private List<String> export(Range range) throws IOException {
    var out = new ByteArrayOutputStream();
    var _ = chains.chain().export(chains.scope, range, out, Progress.NONE, chains.soon());
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static VerificationReport verify(List<String> export, Ed25519Public key, Anchors anchors)
      throws IOException {
    var trust =
        new ExportVerifier.Trust(
            Optional.of(ChainId.logId("test")), "acteon", List.of(key), anchors, true);
    String text = String.join("\n", export) + "\n";
    return new ExportVerifier(trust)
        .verify(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static VerificationReport verify(List<String> export) throws IOException {
    return verify(export, Chains.key().publicKey(), Anchors.NONE);
  }

  private static void assertSays(VerificationReport report, Kind kind, String... words) {
    assertThat(report.verdict()).isEqualTo(Verdict.TAMPERED);
    assertThat(report.findings())
        .anySatisfy(finding -> {
          assertThat(finding.kind()).isEqualTo(kind);
          assertThat(finding.detail()).contains(words);
        });
  }

  @Test
  void anExportThatEndsEarly() throws IOException {
    assertSays(verify(lines.subList(0, 5)), Kind.TRUNCATED, "line 6", "without its manifest");

    var torn = new ArrayList<>(lines.subList(0, 5));
    torn.set(4, torn.get(4).substring(0, 40));
    VerificationReport report = verify(torn);
    assertSays(report, Kind.UNREADABLE, "line 5");
    assertThat(report.findings()).hasSize(1);
  }

  @Test
  void garbageAmongItsLines() throws IOException {
    for (String garbage : List.of("garbage", "[]", "{}", "{\"type\":\"x\"}", "", "\u0000")) {
      var more = new ArrayList<>(lines);
      more.add(3, garbage);
      assertSays(verify(more), Kind.UNREADABLE, "line 4");
    }
    var behind = new ArrayList<>(lines);
    behind.add("{\"type\":\"segment\",\"k\":9,\"bytes\":\"\"}");
    assertSays(verify(behind), Kind.UNREADABLE, "line 11", "more after the manifest");
  }

  @Test
  void aSegmentThatIsMissing() throws IOException {
    var without = new ArrayList<>(lines);
    without.remove(3);
    without.remove(3);
    assertSays(verify(without), Kind.DELETED, "line 4", "segment 1", "gone");
  }

  @Test
  void aRecordThatIsMissing() throws IOException {
    var without = new ArrayList<>(lines);
    without.remove(4);
    VerificationReport report = verify(without);
    assertSays(report, Kind.DELETED, "behind line 4", "before its time");
    assertThat(report.firstBrokenAt()).hasValue(1);
  }

  @Test
  void aManifestThatAStrangerSigned() throws IOException {
    assertSays(
        verify(resigned(note -> SignedNote.sign(note.text(), "acteon", STRANGER))),
        Kind.SIGNATURE_INVALID,
        "line 10",
        "none of a trusted key");
  }

  @Test
  void aManifestThatSaysOtherwise() throws IOException {
    assertSays(
        verify(
            resigned(note ->
                SignedNote.sign(
                    note.text().replace("records 4", "records 5"), "acteon", Chains.key()))),
        Kind.EDITED,
        "line 10",
        "'records 5' instead of 'records 4'");
  }

  /** Nothing in it is wrong, but what had expired is only the exporter's word, then. */
  @Test
  void aManifestWithoutSignatureOverRecordsThatAreGone() throws IOException {
    chains.dispatch(
        chains.samples.record(chains.scope).toBuilder()
            .expiresAt(Optional.of(chains.time.now().plusSeconds(60)))
            .build());
    lines = export(Range.ALL);
    String header = lines.getFirst();
    var forged = new ArrayList<>(lines.subList(0, lines.size() - 1));
    String at = header.replaceAll(".*\"exported_at\":\"([^\"]*)\".*", "$1");
    Instant later = Instant.parse(at).plusSeconds(3600);
    forged.set(0, header.replace(at, later.toString()));
    forged.removeLast();
    Hash hash = Octets.utf8(String.join("\n", forged) + "\n").sha256();
    String text =
        manifest()
            .text()
            .replace("exported_at " + at, "exported_at " + later)
            .replace("missing 0", "missing 1")
            .replaceAll("sha256 [0-9a-f]+", "sha256 " + hash.hex());
    forged.add(line(text + "\n"));

    VerificationReport report = verify(forged);

    assertThat(report.findings()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.NOT_ESTABLISHED);
    assertThat(report.remarks()).anyMatch(remark -> remark.contains("exporter's word"));
  }

  private SignedNote manifest() {
    if (JsonText.parse(lines.getLast()) instanceof Json.Obj object
        && object.field("note").orElse(Json.NULL) instanceof Json.Str(String note)) {
      return SignedNote.parse(note);
    }
    throw new AssertionError(lines.getLast());
  }

  private static String line(String note) {
    return JsonText.print(Json.object(Json.field("type", "manifest"), Json.field("note", note)));
  }

  private List<String> resigned(java.util.function.UnaryOperator<SignedNote> change) {
    var forged = new ArrayList<>(lines);
    forged.set(lines.size() - 1, line(change.apply(manifest()).print()));
    return forged;
  }

  @Test
  void anExportOfAnotherLog() throws IOException {
    var trust =
        new ExportVerifier.Trust(
            Optional.of(ChainId.logId("another")),
            "acteon",
            List.of(Chains.key().publicKey()),
            Anchors.NONE,
            true);
    var in =
        new ByteArrayInputStream(
            (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    assertSays(new ExportVerifier(trust).verify(in), Kind.FORKED, "line 1", "another log");
  }

  @Test
  void aKeyThatSignedNothing() throws IOException {
    assertSays(
        verify(lines, STRANGER.publicKey(), Anchors.NONE),
        Kind.SIGNATURE_INVALID,
        Chains.key().publicKey().id().hex(),
        STRANGER.publicKey().id().hex());

    try (var wrong = chains.reopen(Map.of("log_id", "another"))) {
      assertSays(
          chains.verify(wrong),
          Kind.FORKED,
          ChainId.logId("test").hex(),
          ChainId.logId("another").hex());
    }
  }

  private Anchors anchor(long size, Hash root, Ed25519Private key) {
    String origin = new ChainId(ChainId.logId("test"), chains.name(), 0).origin("acteon");
    SignedNote note = SignedNote.sign(new Checkpoint(origin, size, root).text(), "acteon", key);
    return new AnchorLines(origin, "acteon", List.of(Chains.key().publicKey()))
        .read(Stream.of("garbage", AnchorLines.print(note, Instant.EPOCH)));
  }

  @Test
  void anAnchorThatAStrangerSigned() throws IOException {
    Hash root = Octets.utf8("any").sha256();
    VerificationReport report = verify(lines, Chains.key().publicKey(), anchor(2, root, STRANGER));
    assertSays(report, Kind.SIGNATURE_INVALID, "line 2 of the anchor", "2 records");
    assertThat(report.remarks()).anyMatch(remark -> remark.contains("the first is line 1"));
  }

  @Test
  void anAnchorThatContradictsTheChain() throws IOException {
    Hash root = Octets.utf8("any").sha256();
    Ed25519Public key = Chains.key().publicKey();
    assertSays(
        verify(lines, key, anchor(2, root, Chains.key())), Kind.FORKED, "another history", "2");
    assertSays(verify(lines, key, anchor(7, root, Chains.key())), Kind.TRUNCATED, "saw 7", "are 4");
    Anchors both =
        anchor(2, root, Chains.key()).and(anchor(2, Octets.utf8("other").sha256(), Chains.key()));
    assertSays(verify(lines, key, both), Kind.FORKED, "two checkpoints");
  }
}
