package io.acteon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.json.JsonText;
import io.acteon.model.Action;
import io.acteon.model.Scope;
import io.acteon.rules.yaml.RuleFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The rules that the tour and the development gateway use. */
final class ExampleRulesTest {
  private final RuleSet rules =
      RuleFiles.load(Path.of(System.getProperty("acteon.root"), "examples", "rules"), Given.UTC);

  private Verdict verdict(RuleSet of, String actionType, String payload, String now) {
    Action action =
        Action.builder("a", new Scope("shop", "acme"), "inbox", actionType, Given.NOW)
            .payload(JsonText.parse(payload))
            .build();
    return of.decide(action, Facts.at(Instant.parse(now))).verdict();
  }

  private Verdict verdict(String actionType, String payload) {
    return verdict(rules, actionType, payload, "2026-03-02T10:00:00Z");
  }

  @Test
  void decideAsTheirDescriptionsSay() {
    String to = "{\"to\": \"ann@example.com\"}";

    assertThat(verdict("receipt", to))
        .isEqualTo(new Verdict.Deduplicate("one-receipt-per-order", Duration.ofMinutes(5)));
    assertThat(verdict("receipt", "{\"to\": \"bob@example.invalid\"}"))
        .isEqualTo(new Verdict.Suppress("no-mail-to-test-domains"));
    assertThat(verdict("page", to))
        .isEqualTo(new Verdict.Throttle("at-most-five-pages-a-minute", 5, Duration.ofMinutes(1)));
    assertThat(verdict("sms", to))
        .isEqualTo(new Verdict.Reroute("text-messages-to-the-log", "log"));
    assertThat(verdict("newsletter", to)).isInstanceOf(Verdict.Modify.class);
    assertThat(verdict("welcome", to)).isEqualTo(new Verdict.Allow());
  }

  @Test
  void weekendsAreQuietOnceSwitchedOn() {
    RuleSet quiet = rules.withEnabled("quiet-weekends", true);

    assertThat(verdict(rules, "report", "{}", "2026-03-01T10:00:00Z"))
        .isEqualTo(new Verdict.Allow());
    assertThat(verdict(quiet, "report", "{}", "2026-03-01T10:00:00Z"))
        .isEqualTo(new Verdict.Suppress("quiet-weekends"));
    assertThat(verdict(quiet, "report", "{}", "2026-03-01T23:30:00Z"))
        .as("Monday before seven in Berlin")
        .isEqualTo(new Verdict.Suppress("quiet-weekends"));
    assertThat(verdict(quiet, "report", "{}", "2026-03-02T06:30:00Z"))
        .isEqualTo(new Verdict.Allow());
  }
}
