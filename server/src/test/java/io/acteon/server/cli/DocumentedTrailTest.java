package io.acteon.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditChain.Exported;
import io.acteon.model.Scope;
import io.acteon.server.cli.ChainedTrail.Result;
import io.acteon.server.cli.Documentation.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The documentation shows what commands print about a table: the same words, whatever the numbers,
 * times and names.
 */
final class DocumentedTrailTest {
  @TempDir Path folder;

  /** As it is typed, but for the folder of its files. */
  private Result run(Shown shown) {
    return ChainedTrail.run(
        shown.words().stream()
            .skip(1)
            .map(word ->
                word.matches("(acteon\\.toml|trail\\.jsonl)")
                    ? folder.resolve(word).toString()
                    : word)
            .toArray(String[]::new));
  }

  @Test
  void theExportThatIsShownIsTheOneOfTheExamples() throws IOException {
    var exported =
        new Exported(
            27,
            25,
            2,
            Optional.of(Instant.parse("2026-03-02T09:00:00Z")),
            Optional.of(Instant.parse("2026-03-02T09:01:47.096Z")),
            true);
    long bytes = Files.size(Documentation.ROOT.resolve("examples/audit/trail.jsonl"));
    var report = new ExportReport("trail.jsonl", new Scope("shop", "acme"), exported, bytes);

    assertThat(String.join("\n", report.lines()) + "\n")
        .isEqualTo(
            Documentation.shown("docs/auditing.md", "acteon audit export -c acteon.toml").output());
  }

  @Test
  void exportsVerificationsAndHoldsPrintWhatIsShown() throws Exception {
    var trail = new ChainedTrail(folder);
    trail.keepFor(3600);
    trail.fill("acme", 3);

    Shown export = Documentation.shown("docs/auditing.md", "acteon audit export -c acteon.toml");
    assertThat(Documentation.words(run(export).err()))
        .isEqualTo(
            Documentation.words(export.output())
                .replace(", without N that are not in the table any more", ""));

    Shown verify = Documentation.shown("docs/auditing.md", "acteon audit verify -c acteon.toml");
    assertThat(Documentation.words(run(verify).out()))
        .isEqualTo(Documentation.words(verify.output()));
  }
}
