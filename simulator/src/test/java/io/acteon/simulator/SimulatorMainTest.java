package io.acteon.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.simulator.accounting.Delay;
import io.acteon.simulator.accounting.Limits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SimulatorMainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return SimulatorMain.run(arguments, stream(out), stream(err));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Test
  void helpNamesEveryOption() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "--host", "--port", "--seed", "--latency-ms", "--index-lag-ms", "--partition-limits")
        .contains("--table-limits", "--fault-lose-response", "--fault-clock-offset-ms");
    assertThat(err.size()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--what | '--what' is not an option",
        "8000 | '8000' is not an option",
        "--port | option --port needs a value",
        "--port 70000 | option --port is '70000'; it is a whole number from 0 to 65535",
        "--port=x | option --port is 'x'; it is a whole number from 0 to 65535",
        "--latency often | 'often' in delay 'often' is not a number of milliseconds",
        "--fault-lose-response 1.5 | fault lose_response is '1.5'; it is a probability from 0 to 1",
        "--fault-nonsense 1 | '--fault-nonsense' is not an option",
        "--table-limits 5 | option --table-limits is '5'; it is WRITES/READS, such as 1000/3000",
        "--host no.such.host.invalid | host 'no.such.host.invalid' is unknown; use an IP address",
      })
  void wrongUsageIsToldInOneSentence(String arguments, String message) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8).trim())
        .isEqualTo("simulator: " + message + " (see --help)");
  }

  @Test
  void optionsAreRead() {
    SimulatorOptions options =
        SimulatorArguments.parse(
                new String[] {
                  "--port",
                  "0",
                  "--seed=9",
                  "--latency",
                  "exponential:1,3,20",
                  "--index-lag-ms",
                  "50",
                  "--partition-limits",
                  "aws",
                  "--table-limits",
                  "4000/12000",
                  "--burst-ms",
                  "2000",
                  "--fault-lose-response",
                  "0.1",
                  "--fault-operations",
                  "PutItem,UpdateItem"
                })
            .options();
    assertThat(options.port()).isZero();
    assertThat(options.seed()).isEqualTo(9);
    assertThat(options.latency()).isEqualTo(Delay.parse("exponential:1,3,20"));
    assertThat(options.indexLag()).isEqualTo(new Delay.Fixed(Duration.ofMillis(50)));
    assertThat(options.limits())
        .isEqualTo(new Limits(1000, 3000, 4000, 12000, Duration.ofSeconds(2)));
    assertThat(options.faults().loseResponse()).isEqualTo(0.1);
    assertThat(options.faults().operations()).containsExactlyInAnyOrder("PutItem", "UpdateItem");
  }

  @Test
  void aPortInUseIsToldWithoutATrace() {
    try (Simulator simulator = Simulator.start(SimulatorOptions.plain())) {
      String port = String.valueOf(simulator.endpoint().getPort());
      assertThat(run("--port", port)).isEqualTo(3);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .startsWith("simulator: cannot listen on 127.0.0.1 port " + port);
    }
  }
}
