package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.audit.VerificationReport;
import io.acteon.audit.VerificationReport.Verdict;
import io.acteon.crypto.Checkpoint;
import io.acteon.crypto.Ed25519Public;
import io.acteon.crypto.Octets;
import io.acteon.crypto.SignedNote;
import io.acteon.crypto.chain.Anchors;
import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.ExportVerifier;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files of examples/audit show what their README says, to this implementation and to the one in
 * Python, which knows the documented formats only. They can be made again: {@code
 * -Dacteon.examples.write=true} does so in place.
 */
class AuditExamplesTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("acteon.root", ".."), "examples", "audit").toAbsolutePath();

  @Test
  void theExamplesCanBeMadeAgain(@TempDir Path elsewhere) throws IOException, InterruptedException {
    Path folder = Boolean.getBoolean("acteon.examples.write") ? EXAMPLES : elsewhere;

    new ExampleFiles(folder).write();

    assertThat(verify(folder, ExampleFiles.TRAIL, true).verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(findings(verify(folder, ExampleFiles.TAMPERED, true))).containsExactly(Kind.EDITED);
    assertThat(findings(verify(folder, ExampleFiles.TRUNCATED, true)))
        .containsExactly(Kind.TRUNCATED);
  }

  @Test
  void theTrailIsVerifiedSignedAndAnchoredToItsLastRecord() throws IOException {
    VerificationReport report = verify(EXAMPLES, ExampleFiles.TRAIL, true);

    assertThat(report.findings()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.signedThrough()).hasValue(report.records() - 1);
    assertThat(report.anchoredThrough()).hasValue(report.records() - 1);
    assertThat(report.remarks()).isEmpty();
    assertThat(report.expired()).isEqualTo(2);
    assertThat(report.unresolvedIntents()).isEqualTo(1);
    assertThat(Files.readString(EXAMPLES.resolve(ExampleFiles.TRAIL)))
        .contains("\\\"card\\\":\\\"[REDACTED]\\\"")
        .doesNotContain("4111");
  }

  @Test
  void theEditedRefundIsNamed() throws IOException {
    VerificationReport report = verify(EXAMPLES, ExampleFiles.TAMPERED, true);

    assertThat(report.verdict()).isEqualTo(Verdict.TAMPERED);
    assertThat(report.findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(Kind.EDITED);
          assertThat(finding.sequence()).hasValue(9);
          assertThat(finding.detail()).contains("payload");
        });
  }

  @Test
  void onlyTheAnchorBetraysThatTheEndIsCutOff() throws IOException {
    assertThat(verify(EXAMPLES, ExampleFiles.TRUNCATED, false).verdict())
        .isEqualTo(Verdict.VERIFIED);

    VerificationReport report = verify(EXAMPLES, ExampleFiles.TRUNCATED, true);

    assertThat(report.verdict()).isEqualTo(Verdict.TAMPERED);
    assertThat(findings(report)).containsExactly(Kind.TRUNCATED);
  }

  /** With openssl, jq and xxd alone: what is hashed twice is the same twice. */
  @Test
  void oneRecordIsCheckedByHand() throws IOException, InterruptedException {
    assumeTrue(
        Commands.isThere("bash", "--version") && Commands.isThere("jq", "--version"),
        "no bash or no jq");
    assumeTrue(
        Commands.isThere("xxd", "-v") && Commands.isThere("openssl", "version"),
        "no xxd or no openssl");

    assertThat(pairs(byHand(ExampleFiles.TRAIL)))
        .hasSize(3)
        .allSatisfy(pair -> assertThat(pair.getFirst()).isEqualTo(pair.getLast()));
    assertThat(pairs(byHand(ExampleFiles.TAMPERED)))
        .filteredOn(pair -> !pair.getFirst().equals(pair.getLast()))
        .hasSize(1);
  }

  private static String byHand(String export) throws IOException, InterruptedException {
    Commands.Run run =
        Commands.run(
            List.of(
                "bash",
                EXAMPLES.resolve("by-hand.sh").toString(),
                EXAMPLES.resolve(export).toString(),
                "9",
                EXAMPLES.resolve(ExampleFiles.PUBLIC_KEY).toString()));
    assertThat(run.output()).endsWith("Signature Verified Successfully\n");
    assertThat(run.exit()).isZero();
    return run.output();
  }

  /** The lines of hashes, two by two. */
  private static List<List<String>> pairs(String output) {
    List<String> hashes = output.lines().filter(line -> line.matches("[0-9a-f]{64}")).toList();
    var pairs = new ArrayList<List<String>>();
    for (int i = 0; i < hashes.size(); i += 2) {
      pairs.add(hashes.subList(i, i + 2));
    }
    return pairs;
  }

  /** The second implementation, where there is something to run it. */
  @Nested
  class InPython {

    @BeforeAll
    static void needsPython() {
      assumeTrue(Commands.isThere("python3", "--version"), "there is no python3 here");
      assumeTrue(
          Commands.isThere("openssl", "version")
              || Commands.isThere("python3", "-c", "import cryptography"),
          "there is neither openssl nor the Python package cryptography here");
    }

    @Test
    void theTrailIsVerified() throws IOException, InterruptedException {
      Commands.Run run = python(ExampleFiles.TRAIL, true);

      assertThat(run.output())
          .startsWith("VERIFIED")
          .doesNotContain("not proved")
          .contains("1 intents without outcome");
      VerificationReport report = verify(EXAMPLES, ExampleFiles.TRAIL, true);
      assertThat(run.output())
          .contains(
              "%d records, %d compared, %d expired or gone"
                  .formatted(report.records(), report.recordsChecked(), report.expired()))
          .contains("the first %d signed, the first %1$d anchored".formatted(report.records()));
      assertThat(run.exit()).isZero();
    }

    @Test
    void theEditedRefundIsNamed() throws IOException, InterruptedException {
      Commands.Run run = python(ExampleFiles.TAMPERED, true);

      assertThat(run.output())
          .startsWith("TAMPERED")
          .containsPattern("EDITED +record 9: .*payload");
      assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void onlyTheAnchorBetraysThatTheEndIsCutOff() throws IOException, InterruptedException {
      assertThat(python(ExampleFiles.TRUNCATED, false).output()).startsWith("VERIFIED");

      Commands.Run run = python(ExampleFiles.TRUNCATED, true);

      assertThat(run.output()).startsWith("TAMPERED").contains("TRUNCATED");
      assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void aLineThatIsChangedInOneCharacterIsFound(@TempDir Path folder)
        throws IOException, InterruptedException {
      List<String> lines = Files.readAllLines(EXAMPLES.resolve(ExampleFiles.TRAIL));
      for (int i = 0; i < lines.size(); i += 7) {
        String line = lines.get(i);
        int at = line.length() * (i % 5 + 1) / 7;
        var changed = new ArrayList<>(lines);
        changed.set(
            i,
            line.substring(0, at) + (line.charAt(at) == 'x' ? 'y' : 'x') + line.substring(at + 1));
        Path file = Files.write(folder.resolve("changed.jsonl"), changed);

        Commands.Run run = python(file.toString(), true);

        assertThat(run.exit()).as("line %d, character %d: %s", i, at, run.output()).isNotZero();
      }
    }

    @Test
    void aTornLineOfTheAnchorIsPassedOverAndSaidSo(@TempDir Path folder)
        throws IOException, InterruptedException {
      List<String> lines = Files.readAllLines(EXAMPLES.resolve(ExampleFiles.ANCHOR));
      Path anchor = folder.resolve("anchor.jsonl");
      String torn = lines.getFirst().substring(0, 100);
      Files.writeString(anchor, torn + "\n" + String.join("\n", lines) + "\n" + torn);

      Commands.Run run = python(ExampleFiles.TRAIL, Optional.of(anchor));

      assertThat(run.output())
          .contains("VERIFIED  chain", "no checkpoints: 2, the first is line 1")
          .doesNotContain("not proved");
      assertThat(run.exit()).isZero();
    }

    private static Commands.Run python(String export, boolean anchored)
        throws IOException, InterruptedException {
      return python(
          export, anchored ? Optional.of(EXAMPLES.resolve(ExampleFiles.ANCHOR)) : Optional.empty());
    }

    private static Commands.Run python(String export, Optional<Path> anchor)
        throws IOException, InterruptedException {
      var command =
          new ArrayList<>(
              List.of(
                  "python3",
                  EXAMPLES.resolve("verify.py").toString(),
                  EXAMPLES.resolve(export).toString(),
                  "--log-id",
                  ExampleTrail.LOG_ID,
                  "--log-origin",
                  ExampleTrail.LOG_ORIGIN,
                  "--public-key",
                  EXAMPLES.resolve(ExampleFiles.PUBLIC_KEY).toString()));
      anchor.ifPresent(file -> command.addAll(List.of("--anchor", file.toString())));
      return Commands.run(command);
    }
  }

  private static List<Kind> findings(VerificationReport report) {
    return report.findings().stream().map(Finding::kind).toList();
  }

  private static VerificationReport verify(Path folder, String export, boolean anchored)
      throws IOException {
    Ed25519Public key =
        Ed25519Public.parse(Files.readString(folder.resolve(ExampleFiles.PUBLIC_KEY)));
    var logId = ChainId.logId(ExampleTrail.LOG_ID);
    Anchors anchors = anchored ? anchors(folder, logId) : Anchors.NONE;
    var trust =
        new ExportVerifier.Trust(
            Optional.of(logId), ExampleTrail.LOG_ORIGIN, List.of(key), anchors, true);
    try (InputStream in = Files.newInputStream(folder.resolve(export))) {
      return new ExportVerifier(trust).verify(in);
    }
  }

  private static Anchors anchors(Path folder, Octets logId) throws IOException {
    String origin = new ChainId(logId, "shop#acme", 0).origin(ExampleTrail.LOG_ORIGIN);
    var anchors = new ArrayList<Anchors.Anchor>();
    for (String line : Files.readAllLines(folder.resolve(ExampleFiles.ANCHOR))) {
      var note = (Json.Str) ((Json.Obj) JsonText.parse(line)).field("note").orElseThrow();
      Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(note.value()).text());
      if (checkpoint.origin().equals(origin)) {
        anchors.add(new Anchors.Anchor(checkpoint, Optional.empty(), true));
      }
    }
    return new Anchors(anchors);
  }
}
