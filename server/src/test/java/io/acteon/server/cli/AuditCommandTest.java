package io.acteon.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.crypto.Ed25519Private;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.server.cli.ChainedTrail.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code acteon audit} against a trail that a gateway wrote and that somebody may have spoilt. */
final class AuditCommandTest {
  @TempDir Path folder;

  @Test
  void whatAGatewayWroteIsVerifiedAndSaysHowFarItIsProved() throws Exception {
    var trail = new ChainedTrail(folder);
    trail.fill("acme", 3);

    Result one = trail.audit("verify", "--namespace", "shop", "--tenant", "acme");
    assertThat(one.exitCode()).as(one.out() + one.err()).isZero();
    assertThat(one.out())
        .startsWith("VERIFIED  shop / acme\n")
        .contains("6 checked of 6")
        .contains("signed         through record 5, the last")
        .contains("anchored       through record 5, the last")
        .contains("open intents   none");

    Result all = trail.audit("verify");
    assertThat(all.exitCode()).as(all.out()).isZero();
    assertThat(all.out())
        .contains("VERIFIED  shop / acme: 6 records; signed through 5, anchored through 5")
        .contains("VERIFIED  _system / _audit")
        .contains("2 chains: 2 verified, 0 tampered, 0 not established");
  }

  @Test
  void aChangedRecordIsNamedAndTheExitCodeIsOne() throws Exception {
    var trail = new ChainedTrail(folder);
    trail.fill("acme", 2);
    String id = outcomeId(trail);
    trail.tamper(id, "outcome", "failed");

    Result text = trail.audit("verify", "--namespace", "shop", "--tenant", "acme");
    assertThat(text.exitCode()).isEqualTo(1);
    assertThat(text.out())
        .startsWith("TAMPERED  shop / acme: 1 finding, the first at record ")
        .containsPattern("INDEX_CHANGED record \\d+ " + id + ": ");

    Result json = trail.audit("verify", "--json");
    assertThat(json.exitCode()).isEqualTo(1);
    assertThat(json.out())
        .startsWith("{\"verdict\":\"TAMPERED\",\"chains\":[")
        .contains("\"first_broken_at\":\"" + id + "\"", "\"kind\":\"INDEX_CHANGED\"");
  }

  @Test
  void aChainThatIsNotThereIsNotEstablished() throws Exception {
    var trail = new ChainedTrail(folder);
    trail.fill("acme", 1);
    Result result = trail.audit("verify", "--namespace", "shop", "--tenant", "acne");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).startsWith("NOT ESTABLISHED  shop / acne: there is no chain");
  }

  @Test
  void whatWasVerifiedIsPrintedWhenTheTableFailsAfterwards() throws Exception {
    var trail = new ChainedTrail(folder);
    trail.fill("acme", 2);
    trail.fill("zulu", 1);
    trail.tamper(outcomeId(trail), "outcome", "failed");
    try (var refusing = new RefusingTable(trail, "zulu#0#0")) {
      Result text = trail.audit("verify");
      assertThat(text.exitCode()).as(text.out() + text.err()).isEqualTo(3);
      assertThat(text.out())
          .contains("TAMPERED  shop / acme", "INDEX_CHANGED record ")
          .doesNotContain("shop / zulu")
          .containsPattern("broke off after \\d chains: \\d verified, 1 tampered, 0 not");
      assertThat(text.err()).contains(RefusingTable.REASON);

      Result json = trail.audit("verify", "--json");
      assertThat(json.exitCode()).isEqualTo(3);
      assertThat(json.out()).startsWith("{\"verdict\":\"TAMPERED\"").contains("\"broke_off\":true");
      assertThat(refusing.refused()).isPositive();
    }
  }

  @Test
  void aChainThatIsGoneWithAllThatNamesItIsKnownToTheAnchor() throws Exception {
    var trail = new ChainedTrail(folder);
    trail.fill("acme", 2);
    trail.fill("other", 1);
    trail.delete("DIR#shop#acme", "HEAD#shop#acme");

    Result text = trail.audit("verify");
    assertThat(text.exitCode()).as(text.out()).isEqualTo(1);
    assertThat(text.out())
        .contains("VERIFIED  shop / other", "TAMPERED  acteon/")
        .contains("CHAIN_DELETED: an anchor saw this chain with 4 records");
    assertThat(trail.audit("verify", "--json").out()).contains("\"origin\":\"acteon/");
  }

  @Test
  void readingMakesNoTable() throws Exception {
    var trail = new ChainedTrail(folder);
    Result result = trail.audit("verify");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err())
        .contains("there is no table audit-", "create it with 'acteon migrate'");
  }

  @Test
  void anExportIsVerifiedWithoutTableAndConfiguration() throws Exception {
    var trail = new ChainedTrail(folder);
    trail.fill("acme", 2);
    Path file = folder.resolve("acme.jsonl");
    Result export =
        trail.audit("export", "--namespace", "shop", "--tenant", "acme", "-o", file.toString());
    assertThat(export.exitCode()).as(export.err()).isZero();
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(folder.resolve("acme.jsonl.part")).doesNotExist();

    Path other = Files.createDirectory(folder.resolve("elsewhere")).resolve("key.pem");
    String stranger = ChainedTrail.run("audit", "keygen", other.toString()).out().strip();
    String ours = publicKey(trail);
    Path anchor = folder.resolve("anchor.jsonl");

    Result good = offline(file, "--public-key", ours, "--anchor", anchor.toString());
    assertThat(good.exitCode()).as(good.out()).isZero();
    assertThat(good.out())
        .startsWith("VERIFIED  " + file)
        .contains("anchored       through record");

    Result every = offline(file, "--public-key", ours, "--every-signature");
    assertThat(every.exitCode()).as(every.out()).isZero();
    assertThat(every.out()).contains("signed         through record 3, the last");

    Result unknownKey = offline(file, "--public-key", stranger, "--anchor", anchor.toString());
    assertThat(unknownKey.out())
        .startsWith("TAMPERED")
        .contains("segments are signed by a key that is not trusted, id ")
        .contains("of the anchor: a checkpoint of ", "that none of the trusted keys signed")
        .contains("the manifest's signature is none of a trusted key")
        .contains("no trusted key signed the manifest");

    Result otherLog = offline(file, "--public-key", ours, "--log-id", "another");
    assertThat(otherLog.exitCode()).isEqualTo(1);
    assertThat(otherLog.out()).contains("the export is of another log");

    List<String> lines = Files.readAllLines(file);
    Path cut = Files.write(folder.resolve("cut.jsonl"), lines.subList(0, lines.size() - 1));
    Result truncated = offline(cut, "--public-key", ours);
    assertThat(truncated.exitCode()).isEqualTo(1);
    assertThat(truncated.out())
        .contains("TRUNCATED record 4: ", "the export ends without its manifest");

    trail.fill("acme", 1);
    Result outrun = offline(file, "--public-key", ours, "--anchor", anchor.toString());
    assertThat(outrun.exitCode()).isEqualTo(1);
    assertThat(outrun.out()).contains("a checkpoint saw 6 records, there are 4");
  }

  @Test
  void anExportOfATimeSaysWhatItLeavesOut() throws Exception {
    var trail = new ChainedTrail(folder);
    trail.fill("acme", 2);
    String file = folder.resolve("old.jsonl").toString();
    String[] old = {"--namespace", "shop", "--tenant", "acme", "--to", "2001-01-01T00:00:00Z"};

    Result export =
        trail.audit(
            "export",
            Stream.concat(Arrays.stream(old), Stream.of("-o", file)).toArray(String[]::new));

    assertThat(export.exitCode()).as(export.err()).isZero();
    assertThat(export.err())
        .contains("the chain of shop / acme, 4 records")
        .contains("bodies         0, without 4 of other times")
        .contains("dispatched     nothing in that time");
    assertThat(ChainedTrail.run("audit", "verify", "--export", file).out())
        .contains("chain          shop#acme, exported ", ", bodies to 2001-01-01T00:00:00Z");
  }

  @Test
  void theTailShowsTheNewestLastAndNothingThatMovesTheCursor() throws Exception {
    var trail = new ChainedTrail(folder);
    trail.fill("acme", 2);
    trail.fill("\\u202eevil", 1);
    Result tail = trail.audit("tail", "--lines", "2", "--namespace", "shop");
    assertThat(tail.exitCode()).as(tail.err()).isZero();
    assertThat(tail.out().lines()).hasSize(2);
    assertThat(tail.out().lines().toList().getFirst())
        .matches("\\S+ \\S+Z +executed +shop / acme +inbox +receipt +\\d+ ms +#3 +acme-1");
    assertThat(tail.out()).contains("\\u202eevil").doesNotContain("\u202e");

    Result json = trail.audit("tail", "--json", "--tenant", "acme", "--outcome", "executed");
    assertThat(json.out().lines())
        .hasSize(2)
        .allMatch(line -> line.contains("\"sequence_number\""));
    assertThat(trail.audit("tail", "--outcome", "failed").out()).isEmpty();
  }

  @Test
  void aHoldIsRecordedAndLifted() throws Exception {
    var trail = new ChainedTrail(folder);
    trail.fill("acme", 1);
    String[] which = {"--namespace", "shop", "--tenant", "acme", "--reason", "case 7"};
    assertThat(trail.audit("hold", which).out()).startsWith("held: 0 records");
    assertThat(trail.audit("release", which).out()).startsWith("released: 0 records");
    Result verified = trail.audit("verify", "--namespace", "shop", "--tenant", "acme");
    assertThat(verified.exitCode()).as(verified.out()).isZero();
  }

  @Test
  void aKeyIsItsOwnersOnlyAndNeverWrittenOver() throws IOException {
    Path file = folder.resolve("key.pem");
    Result made = ChainedTrail.run("audit", "keygen", file.toString());
    assertThat(made.exitCode()).isZero();
    assertThat(made.out()).matches("[A-Za-z0-9+/]{43}=\n");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    String before = Files.readString(file);
    Result again = ChainedTrail.run("audit", "keygen", file.toString());
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("is there already");
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void flagsOfTheTwoWaysToVerifyAreNotMixed() throws IOException {
    assertThat(offline(folder.resolve("none.jsonl")).err()).contains("none.jsonl cannot be read");
    assertThat(ChainedTrail.run("audit", "verify", "--public-key", "x").exitCode()).isEqualTo(2);
    assertThat(offline(folder.resolve("x"), "--tenant", "acme").err())
        .contains("--tenant does not go with --export");
    assertThat(ChainedTrail.run("audit").err()).contains("verify, export, tail");
  }

  private static Result offline(Path file, String... more) {
    return ChainedTrail.run(
        Stream.concat(
                Stream.of("audit", "verify", "--export", file.toString()), Arrays.stream(more))
            .toArray(String[]::new));
  }

  private static String publicKey(ChainedTrail trail) throws IOException {
    return Ed25519Private.parse(Files.readString(trail.folder.resolve("key.pem")))
        .publicKey()
        .base64();
  }

  private static String outcomeId(ChainedTrail trail) {
    String line = trail.audit("tail", "--json", "--lines", "1", "--tenant", "acme").out();
    return JsonText.parse(line.strip()) instanceof Json.Obj record
            && record.field("id").orElseThrow() instanceof Json.Str(String id)
        ? id
        : "";
  }
}
