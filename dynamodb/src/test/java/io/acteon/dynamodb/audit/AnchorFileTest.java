package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditStore;
import io.acteon.audit.VerificationReport.Verdict;
import io.acteon.crypto.Checkpoint;
import io.acteon.crypto.Octets;
import io.acteon.crypto.SignedNote;
import io.acteon.crypto.chain.AnchorLines;
import io.acteon.crypto.chain.Anchors.Anchor;
import io.acteon.crypto.chain.ChainId;
import io.acteon.dynamodb.internal.ConnectionSettings;
import io.acteon.store.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An anchor file grows for years: what is asked of it costs what is new in it. */
class AnchorFileTest {
  private static final int MANY = 200_000;

  private final CareTable table = new CareTable();
  private final Path path = table.folder.resolve("anchor.jsonl");
  private final String origin =
      new ChainId(ChainId.logId("test"), table.keys.chain(table.scope), 0).origin("acteon");
  private final AnchorFile file = new AnchorFile(path, settings());
  private final List<SignedNote.Line> signatures = signed(1).signatures();

  @AfterEach
  void close() {
    table.close();
  }

  private ChainSettings settings() {
    var settings =
        CareTable.TABLE.settings(
            table.deployment, table.settings(Map.of("anchor_file", path.toString())));
    return ChainSettings.of(settings, ConnectionSettings.of(settings));
  }

  private SignedNote signed(long size) {
    var checkpoint = new Checkpoint(origin, size, Octets.utf8("root of " + size).sha256());
    return SignedNote.sign(checkpoint.text(), "acteon", Chains.key());
  }

  /** Bears a signature, of another text. */
  private SignedNote forged(long size) {
    var checkpoint = new Checkpoint(origin, size, Octets.utf8("root of " + size).sha256());
    return new SignedNote(checkpoint.text(), signatures);
  }

  private String line(SignedNote note) {
    return AnchorLines.print(note, table.time.now()) + "\n";
  }

  private void append(String lines) throws IOException {
    Files.writeString(path, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Lines of growing sizes; only the last would stand its signature's verification. */
  private void writeMany() throws IOException {
    try (var out = Files.newBufferedWriter(path)) {
      for (int size = 2; size <= MANY; size++) {
        out.write(line(forged(size)));
      }
      out.write(line(signed(MANY + 1)));
    }
  }

  private long newest() {
    return file.newest(origin).orElseThrow().size();
  }

  @Test
  void ofManyLinesTheLargestIsVerifiedAndEachIsReadOnce() throws IOException {
    writeMany();

    assertThat(newest()).isEqualTo(MANY + 1);
    assertThat(newest()).isEqualTo(MANY + 1);
    assertThat(file.work()).isEqualTo(new AnchorFile.Work(MANY, 1));

    append(line(signed(MANY + 5)) + line(signed(MANY + 3)));

    assertThat(newest()).isEqualTo(MANY + 5);
    assertThat(file.work()).isEqualTo(new AnchorFile.Work(MANY + 2, 2));
  }

  @Test
  void oneThatIsForgedIsPassedOverForTheLargestThatIsNot() throws IOException {
    append(line(signed(3)) + line(signed(7)) + line(forged(8)) + line(forged(9)));

    assertThat(newest()).isEqualTo(7);

    append(line(forged(10)));
    assertThat(newest()).isEqualTo(7);
    assertThat(file.work().signatures()).isEqualTo(4);

    for (int size = 100; size < 200; size++) {
      append(line(forged(size)));
    }
    assertThat(newest()).as("however many are forged").isEqualTo(7);
  }

  @Test
  void aFirstLineIsKnownHoweverManyForgedOnesFollow() throws IOException {
    append(line(signed(3)));
    for (int size = 100; size < 200; size++) {
      append(line(forged(size)));
    }

    assertThat(newest()).isEqualTo(3);
  }

  @Test
  void aLineWithoutItsEndCountsOnceItIsWhole() throws IOException {
    String last = line(signed(9));
    append(line(signed(7)) + last.substring(0, 40));
    assertThat(newest()).isEqualTo(7);

    append(last.substring(40, last.length() - 1));
    assertThat(newest()).isEqualTo(9);

    append("\n" + line(signed(11)));
    assertThat(newest()).isEqualTo(11);
  }

  @Test
  void anotherFileInItsPlaceIsReadFromItsBeginning() throws IOException {
    append(line(signed(7)) + line(signed(9)));
    assertThat(newest()).isEqualTo(9);

    Files.writeString(path, line(signed(5)));
    assertThat(newest()).as("shorter").isEqualTo(5);

    Files.writeString(path, line(signed(4)) + line(signed(3)) + line(signed(2)));
    assertThat(newest()).as("longer").isEqualTo(4);

    Files.delete(path);
    assertThat(file.newest(origin)).isEmpty();
  }

  @Test
  void aVerificationComparesABoundedNumberOfLinesTheLargestAmongThem() throws IOException {
    writeMany();

    var anchors = file.read(origin);

    assertThat(anchors.newest().orElseThrow().size()).isEqualTo(MANY + 1);
    assertThat(anchors.all()).hasSize(1);
  }

  @Test
  void whatIsThereTwiceIsVerifiedOnce() throws IOException {
    append(line(signed(7)).repeat(1_000) + line(signed(9)));

    assertThat(file.read(origin).all())
        .extracting(Anchor::checkpoint)
        .extracting(Checkpoint::size)
        .containsExactly(7L, 9L);
  }

  @Test
  void aChainWithALongAnchorIsAppendedToAndVerified() throws IOException {
    AuditStore first = table.open(Map.of("anchor_file", path.toString()));
    assertThat(table.outcome(first, table.decided())).isInstanceOf(Answer.Applied.class);
    table.close(first);
    String kept = Files.readString(path);
    append(kept.lines().findFirst().orElseThrow().concat("\n").repeat(MANY));

    AuditStore late = table.open(Map.of("anchor_file", path.toString()));

    assertThat(table.outcome(late, table.decided())).isInstanceOf(Answer.Applied.class);
    assertThat(table.verify(late).verdict()).isEqualTo(Verdict.VERIFIED);
  }
}
