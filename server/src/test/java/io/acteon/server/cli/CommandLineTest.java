package io.acteon.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands print and how they exit, when they go wrong above all. */
final class CommandLineTest {
  @TempDir Path folder;

  @Test
  void aMisspeltCommandNamesTheOneThatWasMeant() {
    Result result = run("serv");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("did you mean 'serve'?").contains("--help");
  }

  @Test
  void noCommandAtAllIsWrongUsage() {
    assertThat(run().exitCode()).isEqualTo(2);
  }

  @Test
  void anUnknownFlagIsWrongUsage() {
    Result result = run("config", "--confg", "x");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--confg");
  }

  @Test
  void aBadConfigurationEndsWithEveryProblemAndCodeTwo() throws IOException {
    Path file = write("acteon.toml", "[server]\nprot = 1\n[tls]\n");
    for (String command : new String[] {"serve", "migrate", "config"}) {
      Result result = run(command, "-c", file.toString());
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err())
          .startsWith("acteon: the configuration has 2 problems")
          .contains(file + ":2:1: server.prot: ", file + ":3:1: tls: ")
          .doesNotContain("\tat ", "Exception");
    }
  }

  @Test
  void aConfigurationFileThatIsNamedMustBeThere() {
    Result result = run("serve", "-c", folder.resolve("none.toml").toString());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("none.toml: the file does not exist");
  }

  @Test
  void flagsWinOverTheEnvironmentAndThePrintedConfigurationSaysSo() {
    Result result =
        run(
            Map.of("ACTEON_SERVER_PORT", "1", "ACTEON_SERVER_HOST", "localhost"),
            "config",
            "--port",
            "2",
            "--set",
            "executor.max_retries=7");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines())
        .anyMatch(line -> line.matches("port = 2 +# flag --port"))
        .anyMatch(line -> line.matches("host = \"localhost\" +# environment ACTEON_SERVER_HOST"))
        .anyMatch(line -> line.matches("max_retries = 7 +# flag --set"));
  }

  @Test
  void aPortThatIsTakenIsOneSentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Result result = run("serve", "--port", Integer.toString(taken.getLocalPort()));
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err().lines()).hasSize(1);
      assertThat(result.err())
          .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort())
          .contains("or choose another: --port")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void rulesThatAreAllWellPassTheCheck() throws IOException {
    write("a.yaml", RULE);
    Result result = run("rules", "check", folder.toString());
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualToIgnoringNewLines("1 rules, all well");
  }

  @Test
  void aMistakeInARuleFailsTheCheckWithItsPlace() throws IOException {
    Path file = write("a.yaml", RULE.replace("eq:", "equals:"));
    Result result = run("rules", "check", folder.toString());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains(file + ":5:");
  }

  @Test
  void aMistakeInARuleKeepsTheGatewayFromStarting() throws IOException {
    Path file = write("a.yaml", RULE.replace("eq:", "equals:"));
    Result result = run("serve", "--port", "0", "--set", "rules.directory=" + folder);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(file + ":5:").doesNotContain("\tat ");
  }

  @Test
  void aStoreThatCannotBeReachedIsCodeThree() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    Path file =
        write(
            "acteon.toml",
            "[state]\nbackend = \"dynamodb\"\nregion = \"us-east-1\"\nurl = \"http://localhost:"
                + closed
                + "\"\n");
    Result result = run("serve", "--port", "0", "-c", file.toString());
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("localhost:" + closed).doesNotContain("\tat ");
  }

  @Test
  void theVersionSaysWhichJavaItRunsOn() {
    assertThat(run("version").out()).startsWith("acteon ").contains("Java " + Runtime.version());
  }

  @Test
  void theSimulatorReadsItsOwnFlags() {
    assertThat(run("simulate-dynamodb", "--help").exitCode()).isZero();
    assertThat(run("simulate-dynamodb", "--no-such-flag").exitCode()).isEqualTo(2);
  }

  @Test
  void theLogsFormatMustBeOneOfTwo() {
    Result result = run("version", "--log-format", "xml");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("'xml'; write text or json");
  }

  private static final String RULE =
      """
      rules:
        - name: one
          condition:
            field: action.provider
            eq: log
          action:
            type: suppress
      """;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private record Result(int exitCode, String out, String err) {}

  private static Result run(String... arguments) {
    return run(Map.of(), arguments);
  }

  private static Result run(Map<String, String> environment, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        Acteon.run(environment, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Result(exitCode, out.toString(), err.toString());
  }
}
