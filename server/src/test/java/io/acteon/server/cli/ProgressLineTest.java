package io.acteon.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.testkit.time.FakeTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is shown of long work while it lasts. */
final class ProgressLineTest {
  private static final String ERASE = "\r\033[K";

  private final FakeTime time = FakeTime.startingNow();
  private final StringWriter shown = new StringWriter();

  private ProgressLine line(boolean terminal) {
    return new ProgressLine(
        "verifying shop / acme", "records", new PrintWriter(shown, true), terminal, time);
  }

  @Test
  void aTerminalSeesOneLineThatIsWrittenOverAndTakenAway() {
    try (ProgressLine line = line(true)) {
      time.advance(Duration.ofSeconds(2));
      line.at(3_000, 12_000);
      assertThat(shown)
          .hasToString(
              ERASE + "verifying shop / acme: 3,000 of 12,000 records, 25 %, 1,500 a second");
      shown.getBuffer().setLength(0);

      line.at(3_001, 12_000);
      assertThat(shown).as("not for each record").hasToString("");
      time.advance(Duration.ofSeconds(2));
      line.at(9_000, 12_000);
      assertThat(shown)
          .asString()
          .startsWith(ERASE + "verifying")
          .contains("9,000 of 12,000")
          .doesNotContain("\n");
      shown.getBuffer().setLength(0);
    }
    assertThat(shown).hasToString(ERASE);
  }

  @Test
  void whereNobodyLooksNothingIsWritten() {
    try (ProgressLine line = line(false)) {
      for (int done = 0; done < 100; done++) {
        time.advance(Duration.ofMinutes(1));
        line.at(done, 100);
      }
    }
    assertThat(shown).hasToString("");
  }

  @Test
  void workThatIsDoneAtOnceIsNotTalkedAbout() {
    try (ProgressLine line = line(true)) {
      time.advance(Duration.ofMillis(999));
      line.at(100, 100);
    }
    assertThat(shown).hasToString("");
  }

  @Test
  void nothingToDoIsNoDivisionByNothing() {
    try (ProgressLine line = line(true)) {
      time.advance(Duration.ofSeconds(1));
      line.at(0, 0);
      assertThat(shown).asString().contains("0 of 0 records, 100 %, 0 a second");
    }
  }
}
