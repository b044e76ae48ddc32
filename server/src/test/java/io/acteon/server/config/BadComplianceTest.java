package io.acteon.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.acteon.audit.AuditMode;
import io.acteon.crypto.Ed25519Private;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the trail cannot promise is refused with the key that asks for it, and how to mend it. */
final class BadComplianceTest {
  private static final String CHAINED =
      """
      [audit]
      enabled = true
      backend = "dynamodb"
      [compliance]
      mode = "soc2"
      """;

  @TempDir Path base;

  @Test
  void aComplianceModeWithoutAnAudit() {
    assertProblem(
        "[audit]\nbackend = \"dynamodb\"\n[compliance]\nmode = \"soc2\"",
        "a.toml:4:1",
        "compliance.mode",
        "needs the audit; write enabled = true below [audit]");
  }

  @Test
  void aHashChainInMemory() {
    assertProblem(
        "[audit]\nenabled = true\n[compliance]\nmode = \"soc2\"",
        "a.toml:4:1",
        "compliance.mode",
        "needs a hash chain, which audit.backend 'memory' cannot guarantee; write backend ="
            + " \"dynamodb\" below [audit]");
    assertProblem(
        "[audit]\nenabled = true\n[compliance]\nhash_chain = true",
        "a.toml:4:1",
        "compliance.hash_chain",
        "cannot guarantee");
  }

  @Test
  void aSigningKeyThatIsNotThere() {
    assertProblem(
        CHAINED + "signing_key_file = \"no/key.pem\"",
        "a.toml:6:1",
        "compliance.signing_key_file",
        "'acteon audit keygen");
  }

  @Test
  void aSigningKeyThatIsNone() throws IOException {
    Path file = Files.writeString(base.resolve("key.pem"), "s3cret, but no key");
    Problem problem = only(CHAINED + "signing_key_file = \"" + file + "\"");
    assertThat(problem.key()).isEqualTo("compliance.signing_key_file");
    assertThat(problem.what()).contains("holds no Ed25519 private key").doesNotContain("s3cret");
  }

  @Test
  void aTrustedKeyThatIsNone() {
    assertProblem(
        "[compliance]\ntrusted_keys = [\"abc\"]",
        "a.toml:2:1",
        "compliance.trusted_keys",
        "'abc' is not an Ed25519 public key");
  }

  @Test
  void anOriginOfTwoWords() {
    assertProblem(
        CHAINED + "log_origin = \"our log\"",
        "a.toml:6:1",
        "compliance.log_origin",
        "'our log' must be one word");
  }

  @Test
  void aKeyThatIsThereAndAnEmptyTextThatUnsetsIt() throws IOException {
    Path file =
        Files.writeString(base.resolve("key.pem"), Ed25519Private.generatePem(new SecureRandom()));
    String toml = CHAINED + "signing_key_file = \"key.pem\"";
    assertThat(read(toml, Overrides.NONE).compliance().signingKeyFile()).contains(file);
    Overrides unset = Overrides.NONE.with("compliance.signing_key_file", "--set", "");
    assertThat(read(toml, unset).compliance().signingKeyFile()).isEmpty();
  }

  @Test
  void overridesChangeWhatAModeMeans() {
    assertThat(read(CHAINED, Overrides.NONE).compliance().mode()).isEqualTo(AuditMode.SOC2);
    assertThat(read(CHAINED + "sync_audit_writes = false", Overrides.NONE).compliance().mode())
        .isEqualTo(new AuditMode(false, true, false));
    assertThat(
            read(CHAINED.replace("soc2", "hipaa") + "immutable_audit = false", Overrides.NONE)
                .compliance()
                .mode())
        .isEqualTo(AuditMode.SOC2);
    assertThat(
            read(
                    "[audit]\nenabled = true\n[compliance]\nmode = \"hipaa\"\nhash_chain = false",
                    Overrides.NONE)
                .compliance()
                .mode())
        .isEqualTo(new AuditMode(true, false, true));
  }

  @Test
  void aModeIsTakenInAnyCaseAndCalledByItsOneName() {
    for (String written : List.of("SOC2", "Soc2")) {
      GatewayConfig.Compliance taken =
          read(CHAINED.replace("soc2", written), Overrides.NONE).compliance();
      assertThat(taken.mode()).isEqualTo(AuditMode.SOC2);
      assertThat(taken.modeName()).isEqualTo("soc2");
    }
    assertThat(only(CHAINED.replace("soc2", "SOC-2")).what())
        .isEqualTo("'SOC-2' is not known; did you mean 'soc2'?; write one of [none, soc2, hipaa]");
  }

  private void assertProblem(String toml, String where, String key, String what) {
    Problem problem = only(toml);
    assertThat(List.of(problem.where(), problem.key())).containsExactly(where, key);
    assertThat(problem.what()).contains(what);
  }

  private Problem only(String toml) {
    List<Problem> problems =
        catchThrowableOfType(ConfigException.class, () -> read(toml, Overrides.NONE)).problems();
    assertThat(problems).hasSize(1);
    return problems.getFirst();
  }

  private GatewayConfig read(String toml, Overrides overrides) {
    return new ConfigReader(TestPlugins.PLUGINS).parse("a.toml", toml, overrides, base);
  }
}
