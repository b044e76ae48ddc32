package io.acteon.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.acteon.server.cli.CommandProcess.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * An export is verified where there is nothing else: by a process of its own, in a folder that
 * holds the auditor's files only, with an empty environment. The auditor's documentation shows what
 * comes of it.
 */
final class OfflineAuditTest {
  private static final Pattern AGE = Pattern.compile("made .* ago");

  @TempDir private Path elsewhere;

  @BeforeEach
  void theAuditorsFiles() throws IOException {
    try (Stream<Path> files = Files.list(Documentation.ROOT.resolve("examples/audit"))) {
      for (Path file : files.toList()) {
        Files.copy(file, elsewhere.resolve(file.getFileName()));
      }
    }
  }

  private Result verify(String export, String... more) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of("audit", "verify", "--export", export, "--public-key", "public-key.pem"));
    arguments.addAll(List.of("--log-id", "example", "--log-origin", "audit.example.com"));
    arguments.addAll(List.of(more));
    return CommandProcess.run(elsewhere, arguments);
  }

  @TestFactory
  Stream<DynamicTest> theDocumentationShowsWhatIsPrinted() throws IOException {
    List<Documentation.Shown> all =
        Documentation.of("docs/auditing.md").stream()
            .filter(OfflineAuditTest::needsNoTable)
            .toList();
    assertThat(all).hasSize(5);
    return all.stream()
        .map(shown -> DynamicTest.dynamicTest(shown.command(), () -> compare(shown)));
  }

  /** Such commands stand in the documentation as they are typed in the folder of the files. */
  private static boolean needsNoTable(Documentation.Shown shown) {
    return shown.command().startsWith("acteon audit verify --export ")
        || shown.command().startsWith("python3 ")
        || shown.command().startsWith("./");
  }

  private void compare(Documentation.Shown shown) throws IOException, InterruptedException {
    List<String> words = shown.words();
    Result result;
    if (words.getFirst().equals("acteon")) {
      result = CommandProcess.run(elsewhere, words.subList(1, words.size()));
      assertThat(result.err()).as("it is quiet").isEmpty();
    } else {
      List<String> needed =
          words.getFirst().equals("python3")
              ? List.of("python3", "openssl")
              : List.of("bash", "openssl", "jq", "xxd");
      assumeTrue(areThere(needed), "needs " + needed);
      result = CommandProcess.runAny(elsewhere, words);
    }
    assertThat(AGE.matcher(result.out()).replaceAll("AGE"))
        .as(result.err())
        .isEqualTo(AGE.matcher(shown.output()).replaceAll("AGE"));
  }

  private boolean areThere(List<String> programs) throws InterruptedException {
    try {
      String look = "command -v " + String.join(" && command -v ", programs);
      return CommandProcess.runAny(elsewhere, List.of("sh", "-c", look)).exitCode() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void exitCodesSayWhatWasFound() throws IOException, InterruptedException {
    assertThat(verify("trail.jsonl", "--anchor", "anchor.jsonl").exitCode()).isZero();
    assertThat(verify("tampered.jsonl").exitCode()).isEqualTo(1);
    Result missing = verify("nowhere.jsonl");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err())
        .isEqualTo("acteon: nowhere.jsonl cannot be read: there is no such file");
  }

  @Test
  void withoutTheAnchorTheCutIsNotSeenAndThatIsSaid() throws IOException, InterruptedException {
    Result result = verify("truncated.jsonl");

    assertThat(result.out())
        .startsWith("VERIFIED")
        .contains("no checkpoint outside the table: the chain's end may have been cut off");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void anExportMayComeFromAPipe() throws Exception {
    List<String> line =
        CommandProcess.line(
            List.of(
                "audit", "verify", "--export", "/dev/stdin", "--log-origin", "audit.example.com"));
    Process process =
        new ProcessBuilder(line)
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (OutputStream in = process.getOutputStream()) {
      Files.copy(elsewhere.resolve("trail.jsonl"), in);
    }
    assertThat(process.inputReader().lines())
        .contains("  chain          shop#acme, exported 2026-11-24T14:21:12.500Z")
        .anyMatch(text -> text.contains("25 checked of 27"));
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void aPrivateKeyIsNoPublicOneAndItIsSaidHowToGetThat() throws Exception {
    Result made = CommandProcess.run(elsewhere, List.of("audit", "keygen", "k.pem"));
    assertThat(made.exitCode()).isZero();
    Result refused =
        CommandProcess.run(
            elsewhere,
            List.of("audit", "verify", "--export", "trail.jsonl", "--public-key", "k.pem"));
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .startsWith("acteon: --public-key k.pem holds no Ed25519 public key")
        .contains("openssl pkey -in k.pem -pubout");
  }

  @Test
  void whatIsNoExportIsNamed() throws IOException, InterruptedException {
    Result anchor = verify("anchor.jsonl");

    assertThat(anchor.exitCode()).isEqualTo(1);
    assertThat(anchor.out()).startsWith("TAMPERED  anchor.jsonl").contains("UNREADABLE");
  }
}
