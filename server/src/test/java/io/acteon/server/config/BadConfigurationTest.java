package io.acteon.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that can be wrong is reported with where it is, what it is and how to mend it. */
final class BadConfigurationTest {
  @TempDir Path base;

  @Test
  void aMisspeltKeyNamesTheOneThatWasMeant() {
    assertProblem("[server]\nprot = 1", "a.toml:2:1", "server.prot", "did you mean 'port'?");
  }

  @Test
  void anUnknownKeyThatResemblesNoneListsThoseThereAre() {
    assertProblem(
        "[rules]\nfavourite_colour = 1",
        "a.toml:2:1",
        "rules.favourite_colour",
        "knows directory,");
  }

  @Test
  void aMisspeltSectionNamesTheOneThatWasMeant() {
    assertProblem("\n[sever]\nport = 1", "a.toml:2:1", "sever", "did you mean 'server'?");
  }

  @Test
  void anUnknownSectionListsThoseThereAre() {
    assertProblem(
        "[zoo]", "a.toml:1:1", "zoo", "known are audit, compliance, executor, providers,");
  }

  @Test
  void aSectionOfAFeatureThatIsNotThereIsRefusedByName() {
    assertProblem(
        "[circuit_breaker]\nenabled = true",
        "a.toml:1:1",
        "circuit_breaker",
        "[circuit_breaker] is not supported yet; remove the section");
  }

  @Test
  void aKeyOutsideEverySectionIsSentToItsSection() {
    assertProblem("port = 1", "a.toml:1:1", "port", "move it below [server]");
  }

  @Test
  void aTextWhereANumberBelongs() {
    assertProblem(
        "[server]\nport = \"80\"",
        "a.toml:2:1",
        "server.port",
        "must be a whole number; found \"80\"");
  }

  @Test
  void aNumberOutOfRangeSaysTheRange() {
    assertProblem(
        "[server]\n  port = 70000",
        "a.toml:2:3",
        "server.port",
        "70000 is out of range; write a number from 0 to 65535");
  }

  @Test
  void aWordWhereTrueOrFalseBelongs() {
    assertProblem("[rules]\nwatch = \"yes\"", "a.toml:2:1", "rules.watch", "must be true or false");
  }

  @Test
  void aListWithSomethingElseInIt() {
    assertProblem(
        "[server]\ncors_allowed_origins = [\"https://a\", 1]",
        "a.toml:2:1",
        "server.cors_allowed_origins",
        "must be a list of texts");
  }

  @Test
  void anUnknownWordListsThoseThereAre() {
    assertProblem(
        "[compliance]\nmode = \"soc3\"",
        "a.toml:2:1",
        "compliance.mode",
        "'soc3' is not known; did you mean 'soc2'?; write one of [none, soc2, hipaa]");
  }

  @Test
  void anUnknownStateBackendListsThoseThereAre() {
    assertProblem(
        "[state]\nbackend = \"redis\"",
        "a.toml:2:1",
        "state.backend",
        "'redis' is not a backend here; there are dynamodb, memory");
  }

  @Test
  void anUnknownAuditBackendListsThoseThereAre() {
    assertProblem(
        "[audit]\nbackend = \"dynamdb\"",
        "a.toml:2:1",
        "audit.backend",
        "did you mean 'dynamodb'?; there are dynamodb, memory");
  }

  @Test
  void aKeyOfAPresentBackendThatWasNotChosen() {
    assertProblem(
        "[state]\ntable_name = \"t\"",
        "a.toml:2:1",
        "state.table_name",
        "belongs to backend dynamodb, but state.backend is 'memory'; write backend = \"dynamodb\"");
  }

  @Test
  void aKeyOfABackendThatIsNotHereSaysWhose() {
    assertProblem(
        "[state]\nssl_mode = \"require\"",
        "a.toml:2:1",
        "state.ssl_mode",
        "belongs to the postgres backend, which is not here; remove this key");
  }

  @Test
  void aWordThatTheBackendDoesNotKnow() {
    assertProblem(
        "[state]\nbackend = \"dynamodb\"\nclient = \"apache4\"",
        "a.toml:3:1",
        "state.client",
        "did you mean 'apache5'?");
  }

  @Test
  void aRulesDirectoryThatIsNotThere() {
    assertProblem(
        "[rules]\ndirectory = \"./rulez\"",
        "a.toml:2:1",
        "rules.directory",
        "does not exist: " + base.resolve("rulez"));
  }

  @Test
  void aRulesDirectoryThatIsAFile() throws Exception {
    Files.writeString(base.resolve("rules"), "x");
    assertProblem(
        "[rules]\ndirectory = \"rules\"", "a.toml:2:1", "rules.directory", "is not a directory: ");
  }

  @Test
  void anUnknownTimeZone() {
    assertProblem(
        "[rules]\ndefault_timezone = \"Europe/Berlim\"",
        "a.toml:2:1",
        "rules.default_timezone",
        "did you mean 'Europe/Berlin'?");
  }

  @Test
  void listeningBeyondLoopbackWithoutSayingSo() {
    assertProblem(
        "[server]\nhost = \"0.0.0.0\"", "a.toml:2:1", "server.host", "--allow-unauthenticated");
  }

  @Test
  void redactionThatWouldRedactNothing() {
    assertProblem(
        "[audit.redact]\nenabled = true",
        "a.toml:2:1",
        "audit.redact.enabled",
        "nothing would be redacted; write fields =");
  }

  @Test
  void aDeadLetterQueueThatIsNotThere() {
    assertProblem(
        "[executor]\ndlq_enabled = true",
        "a.toml:2:1",
        "executor.dlq_enabled",
        "not supported yet; remove the key or write false");
  }

  @Test
  void anOriginWithAPath() {
    assertProblem(
        "[server]\ncors_allowed_origins = [\"https://a.example/b\"]",
        "a.toml:2:1",
        "server.cors_allowed_origins",
        "'https://a.example/b' is not an origin");
  }

  @Test
  void anExternalUrlThatIsNone() {
    assertProblem(
        "[server]\nexternal_url = \"gateway\"",
        "a.toml:2:1",
        "server.external_url",
        "write it as https://host");
  }

  @Test
  void aSecretThatIsNotHexIsNotRepeated() {
    Problem problem = only("[server]\napproval_secret = \"hunter2\"", Overrides.NONE);
    assertThat(problem.what()).contains("must be hex digits").doesNotContain("hunter2");
  }

  @Test
  void anEncryptedValue() {
    assertProblem(
        "[state]\nbackend = \"dynamodb\"\npassword = \"ENC[AES256-GCM,data:x]\"",
        "a.toml:3:1",
        "state.password",
        "encrypted values are not supported yet");
  }

  @Test
  void providersInSingleBrackets() {
    assertProblem(
        "[providers]\nname = \"a\"", "a.toml:1:1", "providers", "write [[providers]] with double");
  }

  @Test
  void aProviderWithoutAName() {
    assertProblem(
        "[[providers]]\ntype = \"log\"",
        "a.toml:1:1",
        "providers[0].name",
        "is missing; write name =");
  }

  @Test
  void aProviderOfAnUnknownType() {
    assertProblem(
        "[[providers]]\nname = \"a\"\ntype = \"webhok\"",
        "a.toml:3:1",
        "providers[0].type",
        "did you mean 'webhook'?; there are log, webhook");
  }

  @Test
  void twoProvidersOfOneName() {
    assertProblem(
        "[[providers]]\nname = \"a\"\ntype = \"log\"\n[[providers]]\nname = \"a\"\ntype = \"log\"",
        "a.toml:5:1",
        "providers[1].name",
        "'a' is there already");
  }

  @Test
  void aKeyThatTheProviderTypeDoesNotKnow() {
    assertProblem(
        "[[providers]]\nname = \"a\"\ntype = \"webhook\"\nulr = \"x\"",
        "a.toml:4:1",
        "providers[0].ulr",
        "did you mean 'url'?");
  }

  @Test
  void aProviderWithoutWhatItsTypeNeeds() {
    assertProblem(
        "[[providers]]\nname = \"a\"\ntype = \"webhook\"",
        "a.toml:1:1",
        "providers[0]",
        "url is missing; write url =");
  }

  @Test
  void aHeaderThatIsNotAText() {
    assertProblem(
        "[[providers]]\nname = \"a\"\ntype = \"webhook\"\nheaders = { a = 1 }",
        "a.toml:4:1",
        "providers[0].headers",
        "must be a table of texts");
  }

  @Test
  void aSectionWrittenAsAValue() {
    assertProblem("server = 8080", "a.toml:1:1", "server", "write [server] and its keys below it");
  }

  @Test
  void aSectionWrittenAsAListOfTables() {
    assertProblem("[[server]]\nport = 1", "a.toml:1:1", "server", "must be a table");
  }

  @Test
  void textThatIsNotTomlSaysLineAndColumn() {
    ConfigException refused = refusal("[server]\nport = = 1", Overrides.NONE);
    assertThat(refused.problems())
        .singleElement()
        .extracting(Problem::where)
        .isEqualTo("a.toml:2:8");
  }

  @Test
  void theSameKeyTwice() {
    ConfigException refused = refusal("[server]\nport = 1\nport = 2", Overrides.NONE);
    assertThat(refused.problems().getFirst().toString())
        .startsWith("a.toml:3:")
        .contains("uplicate");
  }

  @Test
  void aNamedFileThatIsNotThere() {
    Path missing = base.resolve("nowhere.toml");
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () -> new ConfigReader(TestPlugins.PLUGINS).read(Optional.of(missing), Overrides.NONE));
    assertThat(refused).hasMessageContaining(missing + ": the file does not exist");
  }

  @Test
  void aFileThatIsNotUtf8() throws Exception {
    Path latin = Files.write(base.resolve("latin.toml"), new byte[] {'#', (byte) 0xE4});
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () -> new ConfigReader(TestPlugins.PLUGINS).read(Optional.of(latin), Overrides.NONE));
    assertThat(refused).hasMessageContaining("not UTF-8");
  }

  @Test
  void aVariableOfTheWrongShape() {
    Problem problem = only("", variables("ACTEON_SERVER_PORT", "many"));
    assertThat(problem.toString())
        .isEqualTo(
            "environment ACTEON_SERVER_PORT: server.port: must be a whole number; found 'many'");
  }

  @Test
  void aVariableThatKubernetesSetsForAServiceOfOurName() {
    Problem problem = only("", variables("ACTEON_SERVER_PORT", "tcp://10.0.0.1:80"));
    assertThat(problem.what()).contains("enableServiceLinks: false");
  }

  @Test
  void aVariableThatOverridesNothing() {
    Problem problem = only("", variables("ACTEON_SERVER_PROT", "1"));
    assertThat(problem.toString())
        .startsWith("environment ACTEON_SERVER_PROT: ")
        .contains("did you mean 'ACTEON_SERVER_PORT'?");
  }

  @ParameterizedTest
  @CsvSource({
    "ACTEON_AUTH_ENABLED, [auth] is not supported yet; unset it",
    "ACTEON_TLS_ENABLED, [tls] is not supported yet; unset it",
    "ACTEON_CIRCUIT_BREAKER_ENABLED, [circuit_breaker] is not supported yet; unset it",
    "ACTEON_STATE_MACHINES_X, [state_machines] is not supported yet; unset it",
    "ACTEON_SEVER_PORT, overrides nothing; did you mean 'ACTEON_SERVER_PORT'?; unset it",
    "ACTEON_AUDITS_XYZZYXYZZY_XYZZY, overrides nothing; did you mean one of [audit]?; unset it",
    "ACTEON_TSL_ENABLED, overrides nothing; did you mean one of [tls]? That is not supported yet; unset it"
  })
  void aVariableOfAFeatureThatIsNotThereOrOfAMisspeltSection(String variable, String what) {
    Problem problem = only("", variables(variable, "true"));
    assertThat(problem.toString()).isEqualTo("environment " + variable + ": " + what);
  }

  @Test
  void aFlagOfAFeatureThatIsNotThere() {
    Problem problem = only("", Overrides.NONE.with("tls.enabled", "--set", "true"));
    assertThat(problem.toString())
        .isEqualTo("flag --set: tls.enabled: [tls] is not supported yet; remove the flag");
  }

  @Test
  void aVariableForAProvider() {
    Problem problem = only("", variables("ACTEON_PROVIDERS_0_URL", "x"));
    assertThat(problem.what()).startsWith("[[providers]] cannot be overridden");
  }

  @Test
  void aFlagThatSetsAnUnknownKey() {
    Problem problem = only("", Overrides.NONE.with("server.prot", "--set", "1"));
    assertThat(problem.toString())
        .isEqualTo("flag --set: server.prot: unknown key; did you mean 'server.port'?");
  }

  @Test
  void allProblemsAreReportedTogetherInOneMessage() {
    ConfigException refused =
        refusal(
            """
            [server]
            prot = 1
            host = "0.0.0.0"
            [tls]
            [[providers]]
            name = "a"
            """,
            variables("ACTEON_RULES_WATCH", "maybe"));
    assertThat(refused.problems())
        .extracting(Problem::key)
        .containsExactlyInAnyOrder(
            "server.prot", "server.host", "tls", "providers[0].type", "rules.watch");
    assertThat(refused)
        .hasMessageStartingWith("the configuration has 5 problems\n  a.toml:4:1: tls");
  }

  private void assertProblem(String toml, String where, String key, String what) {
    Problem problem = only(toml, Overrides.NONE);
    assertThat(List.of(problem.where(), problem.key())).containsExactly(where, key);
    assertThat(problem.what()).contains(what);
  }

  private Problem only(String toml, Overrides overrides) {
    List<Problem> problems = refusal(toml, overrides).problems();
    assertThat(problems).hasSize(1);
    return problems.getFirst();
  }

  private ConfigException refusal(String toml, Overrides overrides) {
    return catchThrowableOfType(
        ConfigException.class,
        () -> new ConfigReader(TestPlugins.PLUGINS).parse("a.toml", toml, overrides, base));
  }

  private static Overrides variables(String name, String value) {
    return new Overrides(Map.of(name, value), Map.of());
  }
}
