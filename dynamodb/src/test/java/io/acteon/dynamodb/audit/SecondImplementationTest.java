package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.audit.AuditChain.Progress;
import io.acteon.audit.AuditChain.Range;
import io.acteon.independent.Broken;
import io.acteon.independent.ExportProof;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the gateway writes is proved by code that was written from the documented formats alone and
 * shares none with it.
 */
class SecondImplementationTest {
  @TempDir Path directory;

  private Path anchorFile = Path.of("");
  private Chains chains;

  @BeforeEach
  void open() {
    anchorFile = directory.resolve("anchors.jsonl");
    chains = new Chains(Map.of("anchor_file", anchorFile.toString()));
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

  private static ExportProof proof() {
    return new ExportProof(Chains.key().publicKey().raw().toArray(), "test", "acteon");
  }

  private void fill() {
    chains.dispatch(chains.samples.full(chains.scope));
    for (int i = 0; i < 5; i++) {
      chains.dispatch();
    }
    chains.dispatch(
        chains.samples.record(chains.scope).toBuilder()
            .expiresAt(Optional.of(chains.time.now().minusSeconds(10)))
            .build());
    chains.restart();
  }

  @Test
  void itVerifiesAnExportAndTheAnchorFile() throws IOException {
    fill();
    chains.dispatch();
    chains.restart();
    String expired =
        export(Range.ALL).stream()
            .filter(line -> line.contains("\"n\":13,"))
            .map(line -> line.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1"))
            .findFirst()
            .orElseThrow();
    Tamper.delete(Chains.TABLE.table(), expired);

    ExportProof proof = proof();

    ExportProof.Result result = proof.verify(export(Range.ALL));
    assertThat(result.size()).isEqualTo(16);
    assertThat(result.records() + result.missing()).isEqualTo(16);
    assertThat(result.missing()).isPositive(); // DynamoDB Local may have collected its intent.
    assertThat(proof.compare(Files.readAllLines(anchorFile))).isEqualTo(2);
  }

  @Test
  void itVerifiesTheExportOfARange() throws IOException {
    fill();
    chains.chain().hold(chains.scope, "case 17", chains.soon());
    chains.time.advance(Duration.ofSeconds(10));
    Instant from = chains.time.now();
    chains.dispatch();

    assertThat(proof().verify(export(new Range(Optional.of(from), Optional.empty()))))
        .isEqualTo(new ExportProof.Result(18, 4, 0));
  }

  @Test
  void itFindsWhatWasChanged() throws IOException {
    fill();
    List<String> lines = export(Range.ALL);
    long seed = new Random().nextLong();
    System.out.println("SecondImplementationTest seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < lines.size(); i++) {
      var dropped = new ArrayList<>(lines);
      dropped.remove(i);
      assertBroken("without line " + i, dropped);
      for (int round = 0; round < 4; round++) {
        var changed = new ArrayList<>(lines);
        String line = lines.get(i);
        int at = random.nextInt(line.length());
        char other = line.charAt(at) == 'x' ? 'y' : 'x';
        changed.set(i, line.substring(0, at) + other + line.substring(at + 1));
        assertBroken("seed " + seed + ", line " + i + ", character " + at, changed);
      }
    }
  }

  @Test
  void itFindsThatTheChainWasCut() throws IOException {
    fill();
    ExportProof proof = proof();
    var _ = proof.verify(export(Range.ALL));
    var later = new ArrayList<>(Files.readAllLines(anchorFile));
    chains.dispatch();
    chains.restart();
    later.addAll(Files.readAllLines(anchorFile));

    assertThatThrownBy(() -> proof.compare(later))
        .isInstanceOf(Broken.class)
        .hasMessageContaining("the chain was cut");
  }

  private static void assertBroken(String what, List<String> lines) {
    assertThatThrownBy(() -> proof().verify(lines))
        .as(what)
        .isInstanceOfAny(
            Broken.class,
            IllegalArgumentException.class,
            java.nio.BufferUnderflowException.class,
            IndexOutOfBoundsException.class,
            NullPointerException.class,
            ClassCastException.class,
            java.time.DateTimeException.class);
  }

  @Test
  void itSharesNoCodeWithUs() throws IOException {
    Path sources = Path.of("src", "test", "java", "io", "acteon", "independent");
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file).lines())
            .as(file.toString())
            .filteredOn(line -> line.startsWith("import "))
            .allMatch(line -> line.startsWith("import java.") || line.contains("org.jspecify."));
      }
    }
    assertThat(Arrays.stream(ExportProof.class.getDeclaredFields()))
        .allMatch(field ->
            field.getType().isPrimitive() || field.getType().getName().matches("(java|\\[B).*"));
  }
}
