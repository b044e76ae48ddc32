package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditChain.Progress;
import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.VerificationReport;
import io.acteon.audit.VerificationReport.Verdict;
import io.acteon.crypto.chain.Anchors;
import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.ExportVerifier;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An export proves itself to whoever has the public key, and nothing that was changed in it. */
class ChainExportTest {
  private final Chains chains = new Chains();

  @AfterEach
  void close() {
    chains.close();
  }

  private String export(Range range) throws IOException {
    var out = new ByteArrayOutputStream();
    var _ = chains.chain().export(chains.scope, range, out, Progress.NONE, chains.soon());
    return out.toString(StandardCharsets.UTF_8);
  }

  private static VerificationReport verify(String export) throws IOException {
    var trust =
        new ExportVerifier.Trust(
            Optional.of(ChainId.logId("test")),
            "acteon",
            List.of(Chains.key().publicKey()),
            Anchors.NONE,
            true);
    return new ExportVerifier(trust)
        .verify(new ByteArrayInputStream(export.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void anExportIsVerifiedWithoutTheTable() throws IOException {
    chains.dispatch(chains.samples.full(chains.scope));
    for (int i = 0; i < 4; i++) {
      chains.dispatch();
    }

    VerificationReport report = verify(export(Range.ALL));

    assertThat(report.findings()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.records()).isEqualTo(10);
    assertThat(report.recordsChecked()).isEqualTo(10);
    assertThat(report.signedThrough()).hasValue(9);
    assertThat(report.remarks()).noneMatch(remark -> remark.contains("manifest"));
  }

  @Test
  void theExportOfARangeHoldsItsBodiesAndTheWholeChain() throws IOException {
    chains.dispatch();
    chains.time.advance(Duration.ofSeconds(10));
    Instant from = chains.time.now();
    AuditRecord inside = chains.dispatch().getLast();

    String export = export(new Range(Optional.of(from), Optional.empty()));
    VerificationReport report = verify(export);

    assertThat(report.findings()).isEmpty();
    assertThat(report.records()).isEqualTo(4);
    assertThat(report.recordsChecked()).isEqualTo(2);
    assertThat(export).contains(inside.id());
  }

  @Test
  void anExpiredRecordMayBeMissingFromAnExport() throws IOException {
    List<AuditRecord> brief =
        chains.dispatch(
            chains.samples.record(chains.scope).toBuilder()
                .expiresAt(Optional.of(chains.time.now().minusSeconds(5)))
                .build());
    chains.dispatch();
    // Both, since DynamoDB Local collects what has expired by itself, at a moment of its own.
    brief.forEach(one -> Tamper.delete(Chains.TABLE.table(), one.id()));

    VerificationReport report = verify(export(Range.ALL));

    assertThat(report.findings()).isEmpty();
    assertThat(report.expired()).isEqualTo(brief.size());
  }

  @Test
  void everyLineThatIsDroppedDoubledOrMovedIsFound() throws IOException {
    chains.dispatch();
    chains.dispatch();
    List<String> lines = export(Range.ALL).lines().toList();
    assertThat(lines).hasSize(1 + 4 + 4 + 1);
    for (int i = 0; i < lines.size(); i++) {
      var dropped = new ArrayList<>(lines);
      dropped.remove(i);
      assertTampered("without line " + i, dropped);
      var doubled = new ArrayList<>(lines);
      doubled.add(i, lines.get(i));
      assertTampered("line " + i + " twice", doubled);
      if (i > 0) {
        var swapped = new ArrayList<>(lines);
        Collections.swap(swapped, i, i - 1);
        assertTampered("line " + i + " before its turn", swapped);
      }
    }
  }

  @Test
  void everyCharacterThatIsChangedIsFound() throws IOException {
    chains.dispatch();
    String export = export(Range.ALL);
    for (int i = 0; i < export.length(); i += 5) {
      char other = export.charAt(i) == 'x' ? 'y' : 'x';
      String changed = export.substring(0, i) + other + export.substring(i + 1);
      VerificationReport report = verify(changed);
      assertThat(report.verdict() == Verdict.TAMPERED || isUnsigned(report))
          .as("character %d of %d", i, export.length())
          .isTrue();
    }
  }

  /** The last character of 68 bytes in base64 has two bits to spare. */
  @Test
  void bitsThatStandForNothingAreNotChangedUnseen() throws IOException {
    chains.dispatch();
    String export = export(Range.ALL);
    int padding = export.lastIndexOf('=');
    String base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char other = base64.charAt(base64.indexOf(export.charAt(padding - 1)) ^ 1);

    VerificationReport report =
        verify(export.substring(0, padding - 1) + other + export.substring(padding));

    assertThat(report.verdict()).isEqualTo(Verdict.TAMPERED);
  }

  private static boolean isUnsigned(VerificationReport report) {
    return report.remarks().stream().anyMatch(remark -> remark.contains("manifest"));
  }

  @Test
  void anExportOfAnotherLogIsRefused() throws IOException {
    chains.dispatch();
    var trust =
        new ExportVerifier.Trust(
            Optional.of(ChainId.logId("another")), "acteon", List.of(), Anchors.NONE, true);

    VerificationReport report =
        new ExportVerifier(trust)
            .verify(new ByteArrayInputStream(export(Range.ALL).getBytes(StandardCharsets.UTF_8)));

    assertThat(report.verdict()).isEqualTo(Verdict.TAMPERED);
  }

  @Test
  void whoDoesNotHaveTheKeyIsToldWhatThatMeans() throws IOException {
    chains.dispatch();
    var trust = new ExportVerifier.Trust(Optional.empty(), "acteon", List.of(), Anchors.NONE, true);

    VerificationReport report =
        new ExportVerifier(trust)
            .verify(new ByteArrayInputStream(export(Range.ALL).getBytes(StandardCharsets.UTF_8)));

    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.signedThrough()).isEmpty();
    assertThat(report.remarks()).anyMatch(remark -> remark.contains("no trusted signature"));
  }

  private static void assertTampered(String what, List<String> lines) throws IOException {
    assertThat(verify(String.join("\n", lines) + "\n").verdict())
        .as(what)
        .isEqualTo(Verdict.TAMPERED);
  }
}
