package io.acteon.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.crypto.Ed25519Public;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.server.cli.ChainedTrail.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the subcommands of {@code acteon audit} print for machines. */
final class AuditJsonTest {
  private static final String[] CHAIN = {"--namespace", "shop", "--tenant", "acme", "--json"};

  private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");

  @TempDir Path folder;

  private static Json.Obj parsed(Result result) {
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).as("one line").matches("[^\n]+\n");
    return (Json.Obj) JsonText.parse(result.out());
  }

  @Test
  void verificationsTellTheVerdictOfEachChainAndTheWorst() throws Exception {
    var trail = new ChainedTrail(folder);
    trail.fill("acme", 2);

    Json.Obj all = parsed(trail.audit("verify", "--json"));
    assertThat(all.field("verdict")).contains(Json.of("VERIFIED"));
    assertThat(((Json.Arr) all.field("chains").orElseThrow()).items()).hasSize(2);

    Json.Obj one = only(parsed(trail.audit("verify", CHAIN)));
    assertThat(one.fields())
        .containsEntry("verdict", Json.of("VERIFIED"))
        .containsEntry("valid", Json.TRUE)
        .containsEntry("namespace", Json.of("shop"))
        .containsEntry("tenant", Json.of("acme"))
        .containsEntry("records", Json.of(4))
        .containsEntry("records_checked", Json.of(4))
        .containsEntry("signed_through", Json.of(3))
        .containsEntry("anchored_through", Json.of(3))
        .containsEntry("unresolved_intents", Json.of(0))
        .containsEntry("finding_count", Json.of(0))
        .containsEntry("findings", Json.array(List.of()));
    assertThat(one.fields().keySet())
        .isSubsetOf(documented("verify"))
        .doesNotContain("export", "chain", "exported_at", "first_broken_at");
  }

  @Test
  void anExportAndItsVerificationTellWhatItHolds() throws Exception {
    var trail = new ChainedTrail(folder);
    trail.fill("acme", 2);
    Path file = folder.resolve("acme.jsonl");

    Json.Obj made =
        parsed(
            trail.audit(
                "export",
                "--namespace",
                "shop",
                "--tenant",
                "acme",
                "--json",
                "-o",
                file.toString()));
    assertThat(made.fields())
        .containsEntry("file", Json.of(file.toString()))
        .containsEntry("namespace", Json.of("shop"))
        .containsEntry("tenant", Json.of("acme"))
        .containsEntry("records", Json.of(4))
        .containsEntry("written", Json.of(4))
        .containsEntry("missing", Json.of(0))
        .containsEntry("signed", Json.TRUE)
        .containsEntry("bytes", Json.of(Files.size(file)))
        .containsOnlyKeys(documented("export -o FILE"));

    Json.Obj verified =
        only(parsed(ChainedTrail.run("audit", "verify", "--json", "--export", file.toString())));
    assertThat(verified.fields())
        .containsEntry("export", Json.of(file.toString()))
        .containsEntry("chain", Json.of("shop#acme"))
        .containsEntry("records", Json.of(4))
        .containsKey("exported_at");
    assertThat(verified.fields().keySet()).isSubsetOf(documented("verify"));
  }

  @Test
  void recordsAreLinesAsTheApiShowsThem() throws Exception {
    var trail = new ChainedTrail(folder);
    trail.fill("acme", 2);

    Result tail = trail.audit("tail", "--json", "--tenant", "acme");

    assertThat(tail.exitCode()).isZero();
    assertThat(tail.out().lines().map(JsonText::parse))
        .hasSize(2)
        .allSatisfy(record ->
            assertThat(((Json.Obj) record).fields())
                .containsEntry("tenant", Json.of("acme"))
                .containsEntry("outcome", Json.of("executed"))
                .containsKeys(
                    "id", "action_id", "dispatched_at", "sequence_number", "record_hash"));
  }

  @Test
  void holdsTellHowManyRecordsTheyAreAbout() throws Exception {
    var trail = new ChainedTrail(folder);
    trail.keepFor(3600);
    trail.fill("acme", 2);
    String[] why = {"--namespace", "shop", "--tenant", "acme", "--json", "--reason", "case 7"};

    assertThat(parsed(trail.audit("hold", why)).fields())
        .containsEntry("namespace", Json.of("shop"))
        .containsEntry("tenant", Json.of("acme"))
        .containsEntry("held", Json.of(4))
        .hasSize(3);
    Json.Obj released = parsed(trail.audit("release", why));
    assertThat(released.field("released")).contains(Json.of(4));
    assertThat(released.fields().keySet()).isSubsetOf(documented("hold`, `release"));
  }

  @Test
  void aKeyTellsItsFileAndItsPublicHalf() throws IOException {
    Path file = folder.resolve("key.pem");

    Json.Obj made = parsed(ChainedTrail.run("audit", "keygen", "--json", file.toString()));

    assertThat(made.fields()).containsOnlyKeys(documented("keygen"));

    assertThat(made.field("file")).contains(Json.of(file.toString()));
    String key = ((Json.Str) made.field("public_key").orElseThrow()).value();
    assertThat(Ed25519Public.parse(key).base64()).isEqualTo(key);
  }

  @Test
  void anExportToStandardOutputHasNoRoomForJsonBesideIt() throws Exception {
    Result refused = new ChainedTrail(folder).audit("export", CHAIN);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--json goes with --output");
  }

  /** The names that the documentation's table tells of a command. */
  private static Set<String> documented(String command) throws IOException {
    String row =
        Files.readAllLines(Documentation.ROOT.resolve("docs/auditing.md")).stream()
            .filter(line -> line.startsWith("| `" + command + "` | `"))
            .findFirst()
            .orElseThrow();
    return NAME.matcher(row.substring(row.indexOf("` | `") + 3))
        .results()
        .map(name -> name.group(1))
        .collect(Collectors.toSet());
  }

  private static Json.Obj only(Json.Obj all) {
    return (Json.Obj) ((Json.Arr) all.field("chains").orElseThrow()).items().getFirst();
  }
}
