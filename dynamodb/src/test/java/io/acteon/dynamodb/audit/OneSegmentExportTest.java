package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.acteon.audit.AuditChain.Progress;
import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.Finding.Kind;
import io.acteon.audit.VerificationReport;
import io.acteon.audit.VerificationReport.Verdict;
import io.acteon.crypto.Checkpoint;
import io.acteon.crypto.Hash;
import io.acteon.crypto.Octets;
import io.acteon.crypto.SignedNote;
import io.acteon.crypto.chain.AnchorLines;
import io.acteon.crypto.chain.Anchors;
import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.ExportVerifier;
import io.acteon.crypto.chain.ExportWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports that no table makes easily, verified by both implementations. */
class OneSegmentExportTest {
  private static final Instant BEGUN = Instant.parse("2026-03-01T10:00:00Z");
  private static final ChainId CHAIN = new ChainId(ChainId.logId("test"), "shop#acme", 0);
  private static final ChainId ANOTHER_EPOCH = new ChainId(CHAIN.logId(), CHAIN.name(), 1);

  @TempDir Path folder;

  private Path export(ChainId chain, OneSegment evidence) throws IOException {
    Path file = folder.resolve("export.jsonl");
    try (OutputStream out = Files.newOutputStream(file)) {
      var signer = new ExportWriter.Signer("acteon", Optional.of(Chains.key()));
      var _ = new ExportWriter(evidence, chain, Range.ALL, signer, out).write(Progress.NONE);
    }
    return file;
  }

  private static VerificationReport verify(Path export, Anchors anchors) throws IOException {
    var trust =
        new ExportVerifier.Trust(
            Optional.of(CHAIN.logId()), "acteon", List.of(Chains.key().publicKey()), anchors, true);
    try (InputStream in = Files.newInputStream(export)) {
      return new ExportVerifier(trust).verify(in);
    }
  }

  private static String python(Path export, String... more) throws Exception {
    assumeTrue(Commands.isThere("python3", "--version"), "there is no python3 here");
    assumeTrue(
        Commands.isThere("openssl", "version")
            || Commands.isThere("python3", "-c", "import cryptography"),
        "there is neither openssl nor the Python package cryptography here");
    var command =
        new ArrayList<>(
            List.of(
                "python3",
                Path.of(System.getProperty("acteon.root"), "examples", "audit", "verify.py")
                    .toString(),
                export.toString(),
                "--log-id",
                "test",
                "--public-key",
                Chains.key().publicKey().base64()));
    command.addAll(List.of(more));
    return Commands.run(command).output();
  }

  @Test
  void whatExpiresWhileAnExportIsWrittenMayBeMissing() throws Exception {
    Path export =
        export(
            CHAIN, new OneSegment(CHAIN, BEGUN.plusSeconds(60), 3, BEGUN, BEGUN.plusSeconds(60)));

    VerificationReport report = verify(export, Anchors.NONE);

    assertThat(report.findings()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.expired()).isEqualTo(3);
    assertThat(python(export)).startsWith("VERIFIED").contains("0 compared, 3 expired");
  }

  @Test
  void whatExpiresLaterMayNot() throws Exception {
    Path export =
        export(
            CHAIN, new OneSegment(CHAIN, BEGUN.plusSeconds(61), 3, BEGUN, BEGUN.plusSeconds(60)));

    VerificationReport report = verify(export, Anchors.NONE);

    assertThat(report.expired()).isZero();
    assertThat(report.findings())
        .hasSize(3)
        .allSatisfy(finding -> {
          assertThat(finding.kind()).isEqualTo(Kind.DELETED);
          assertThat(finding.detail()).startsWith("behind line 2: ");
        });
    assertThat(python(export)).startsWith("TAMPERED").containsPattern("DELETED +record 2");
  }

  /** The signature covers the time of the end. */
  @Test
  void aTimeOfTheEndThatIsChangedIsFound() throws Exception {
    Path export =
        export(
            CHAIN, new OneSegment(CHAIN, BEGUN.plusSeconds(61), 3, BEGUN, BEGUN.plusSeconds(60)));
    var _ =
        Files.writeString(
            export,
            Files.readString(export)
                .replace("finished_at 2026-03-01T10:01:00Z", "finished_at 2026-03-01T10:02:00Z"));

    assertThat(verify(export, Anchors.NONE).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Kind.SIGNATURE_INVALID));
    assertThat(python(export)).startsWith("TAMPERED").contains("SIGNATURE_INVALID");
  }

  /** As a gateway of an earlier version could have been made to sign it. */
  @Test
  void anotherEpochIsAFinding() throws Exception {
    Path export = export(ANOTHER_EPOCH, new OneSegment(ANOTHER_EPOCH, BEGUN, 1, BEGUN, BEGUN));

    assertThat(verify(export, Anchors.NONE).findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(Kind.FORKED);
          assertThat(finding.detail()).contains("the export is of epoch 1");
        });
    assertThat(python(export)).startsWith("TAMPERED").contains("the export is of epoch 1");
  }

  @Test
  void anAnchorOfTheChainInAnotherEpochIsAFinding() throws Exception {
    Path export = export(CHAIN, new OneSegment(CHAIN, BEGUN, 1, BEGUN, BEGUN));
    Hash root = Hash.of(Octets.of(new byte[Hash.LENGTH]));
    var strange = new Checkpoint(ANOTHER_EPOCH.origin("acteon"), 1, root);
    String line = AnchorLines.print(SignedNote.sign(strange.text(), "acteon", Chains.key()), BEGUN);
    List<String> lines = List.of(line, line);
    Path anchor = Files.write(folder.resolve("anchor.jsonl"), lines);

    Anchors anchors =
        new AnchorLines(CHAIN.origin("acteon"), "acteon", List.of(Chains.key().publicKey()))
            .read(lines.stream());

    assertThat(verify(export, anchors).findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(Kind.FORKED);
          assertThat(finding.detail()).contains("in another epoch: 2, the first is line 1");
        });
    assertThat(python(export, "--anchor", anchor.toString()))
        .contains("TAMPERED", "line 1 of the anchor file: a checkpoint of this chain in another");
  }
}
