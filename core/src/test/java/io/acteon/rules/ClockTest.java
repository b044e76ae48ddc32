package io.acteon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.rules.yaml.RuleFiles;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClockTest {

  // 2026: Europe changes its clocks on 29 March and 25 October at 01:00 UTC; New York on 8 March.
  @ParameterizedTest(name = "{0} in {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-03-02T10:20:30Z | Europe/Berlin    | {field: time.hour, eq: 11}
          2026-03-02T10:20:30Z | Europe/Berlin    | {field: time.minute, eq: 20}
          2026-03-02T10:20:30Z | Europe/Berlin    | {field: time.second, eq: 30}
          2026-03-02T10:20:30Z | Europe/Berlin    | {field: time.weekday, eq: Monday}
          2026-03-02T10:20:30Z | Europe/Berlin    | {field: time.weekday_num, eq: 1}
          2026-03-01T10:20:30Z | Europe/Berlin    | {field: time.weekday_num, eq: 7}
          2026-12-31T23:30:00Z | Europe/Berlin    | {field: time.year, eq: 2027}
          2026-12-31T23:30:00Z | Europe/Berlin    | {field: time.month, eq: 1}
          2026-12-31T23:30:00Z | Europe/Berlin    | {field: time.day, eq: 1}
          2026-12-31T23:30:00Z | Asia/Kolkata     | {field: time.minute, eq: 0}
          2026-03-29T00:59:59Z | Europe/Berlin    | {field: time.hour, eq: 1}
          2026-03-29T01:00:00Z | Europe/Berlin    | {field: time.hour, eq: 3}
          2026-10-25T00:59:59Z | Europe/Berlin    | {field: time.hour, eq: 2}
          2026-10-25T01:00:00Z | Europe/Berlin    | {field: time.hour, eq: 2}
          2026-10-25T02:00:00Z | Europe/Berlin    | {field: time.hour, eq: 3}
          2026-03-08T06:59:59Z | America/New_York | {field: time.hour, eq: 1}
          2026-03-08T07:00:00Z | America/New_York | {field: time.hour, eq: 3}
          2026-03-02T10:20:30Z | Asia/Tokyo       | {field: time.timestamp, eq: 1772446830}
          """)
  void timeIsThatOfTheRulesZone(Instant now, String zone, String condition) {
    RuleSet rules =
        Given.rules(
            "rules: [{name: r, timezone: %s, condition: %s, action: {type: deny}}]"
                .formatted(zone, condition));

    assertThat(rules.decide(Given.action("{}"), Facts.at(now)).matchedRule()).contains("r");
  }

  @Test
  void ruleWithoutZoneUsesTheDefaultAndItsNeighbourItsOwn() {
    String yaml =
        """
        rules:
          - {name: own, timezone: Asia/Tokyo, condition: {field: time.hour, eq: 10}, action: {type: deny}}
          - {name: default, condition: {field: time.hour, eq: 11}, action: {type: deny}}
        """;
    RuleSet berlin = RuleFiles.loadText("t.yaml", yaml, ZoneId.of("Europe/Berlin"));
    RuleSet utc = RuleFiles.loadText("t.yaml", yaml, ZoneId.of("UTC"));

    assertThat(berlin.decide(Given.action("{}"), Facts.at(Given.NOW)).matchedRule())
        .contains("default");
    assertThat(utc.decide(Given.action("{}"), Facts.at(Given.NOW)).matchedRule()).isEmpty();
  }
}
