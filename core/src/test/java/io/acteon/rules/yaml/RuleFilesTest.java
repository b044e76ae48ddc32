package io.acteon.rules.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.acteon.rules.Rule;
import io.acteon.rules.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RuleFilesTest {
  private static final ZoneId UTC = ZoneId.of("UTC");

  @TempDir Path directory;

  private static String rule(String name) {
    return "rules:\n  - {name: " + name + ", condition: {all: []}, action: {type: deny}}\n";
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(directory.resolve(file).getParent());
    Files.writeString(directory.resolve(file), text);
  }

  private List<RuleProblem> problems(Path from) {
    return catchThrowableOfType(RuleLoadException.class, () -> RuleFiles.load(from, UTC))
        .problems();
  }

  @Test
  void readsYamlAndYmlDirectlyInTheDirectoryInTheOrderOfTheirNames() throws IOException {
    write("b.yml", rule("second"));
    write("a.yaml", rule("first"));
    write("notes.txt", "not a rule");
    write("c.yaml.bak", "not a rule");
    write("below/d.yaml", "not: [a rule");
    write("folder.yaml/e.yaml", "not: [a rule");

    RuleSet rules = RuleFiles.load(directory, UTC);

    assertThat(rules.rules()).extracting(Rule::name).containsExactly("first", "second");
    assertThat(rules.rules().getFirst().source())
        .isEqualTo(new Rule.Source(directory.resolve("a.yaml").toString(), 2, 5));
  }

  @Test
  void emptyDirectoryHasNoRules() {
    assertThat(RuleFiles.load(directory, UTC).rules()).isEmpty();
  }

  @Test
  void problemsOfAllFilesAreReportedTogether() throws IOException {
    write("a.yaml", "rules: 5");
    write("b.yaml", rule("fine"));
    write("c.yaml", "rules: [{name: x, name: y}]");

    assertThat(problems(directory))
        .extracting(it -> Path.of(it.file()).getFileName() + ":" + it.line() + ":" + it.column())
        .containsExactly("a.yaml:1:8", "c.yaml:1:9", "c.yaml:1:9", "c.yaml:1:19");
  }

  @Test
  void nameThatStandsTwiceIsRefusedWithBothPlaces() throws IOException {
    write("a.yaml", rule("same"));
    write("b.yaml", "\n" + rule("same"));

    assertThat(problems(directory))
        .containsExactly(
            new RuleProblem(
                directory.resolve("b.yaml").toString(),
                3,
                5,
                "a rule named 'same' is already in "
                    + directory.resolve("a.yaml")
                    + ":2:5; names must differ"));
  }

  @Test
  void directoryThatIsNotThereIsSaidSo() throws IOException {
    assertThat(problems(directory.resolve("none")))
        .containsExactly(
            new RuleProblem(
                directory.resolve("none").toString(),
                0,
                0,
                "the rules directory does not exist; create it or correct [rules] directory"));
    write("file", "");
    assertThat(problems(directory.resolve("file")).getFirst().message())
        .isEqualTo("the rules directory is no directory; correct [rules] directory");
  }

  @Test
  void fileThatIsTooLargeOrNoTextIsRefused() throws IOException {
    Files.write(directory.resolve("a.yaml"), new byte[RuleFiles.MAX_FILE_BYTES + 1]);
    Files.write(directory.resolve("b.yaml"), "rules: [ä]".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(problems(directory))
        .extracting(RuleProblem::message)
        .containsExactly(
            "the file is larger than 1048576 bytes; split it up", "the file is not UTF-8 text");
  }

  @Test
  void moreRulesThanAnyoneCanHaveAreRefused() {
    String many = "rules: [" + "a,".repeat(RuleFiles.MAX_RULES + 1) + "]";

    assertThat(
            catchThrowableOfType(
                    RuleLoadException.class, () -> RuleFiles.loadText("r.yaml", many, UTC))
                .problems())
        .containsExactly(new RuleProblem("r.yaml", 1, 8, "more than 10000 rules"));
  }

  @Test
  void byteOrderMarkIsNoProblem() throws IOException {
    write("a.yaml", "\ufeff" + rule("r"));

    assertThat(RuleFiles.load(directory, UTC).rules()).hasSize(1);
  }
}
