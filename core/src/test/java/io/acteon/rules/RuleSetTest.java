package io.acteon.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.json.JsonText;
import io.acteon.rules.yaml.RuleFiles;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RuleSetTest {
  private static final String THREE =
      """
      rules:
        - {name: late, priority: 9, condition: {all: []}, action: {type: deny}}
        - {name: first, condition: {all: []}, action: {type: suppress}}
        - {name: second, condition: {all: []}, action: {type: allow}}
        - {name: early, priority: -1, condition: {any: []}, action: {type: deny}}
      """;

  @Test
  void rulesAreAskedByPriorityThenInTheOrderRead() {
    assertThat(Given.rules(THREE).rules())
        .extracting(Rule::name)
        .containsExactly("early", "first", "second", "late");
  }

  @Test
  void firstEnabledRuleThatMatchesDecides() {
    RuleSet rules = Given.rules(THREE);

    assertThat(rules.decide(Given.action("{}"), Facts.at(Given.NOW)))
        .isEqualTo(new Decision(new Verdict.Suppress("first"), Optional.of("first"), List.of()));
    assertThat(
            rules
                .withEnabled("first", false)
                .decide(Given.action("{}"), Facts.at(Given.NOW))
                .matchedRule())
        .contains("second");
  }

  @Test
  void noRuleMeansAllow() {
    assertThat(RuleSet.empty().decide(Given.action("{}"), Facts.at(Given.NOW)))
        .isEqualTo(new Decision(new Verdict.Allow(), Optional.empty(), List.of()));
  }

  @Test
  void switchingARuleLeavesTheOldSetAsItWas() {
    RuleSet rules = Given.rules(THREE);
    RuleSet changed = rules.withEnabled("late", false);

    assertThat(rules.rule("late").orElseThrow().enabled()).isTrue();
    assertThat(changed.rule("late").orElseThrow().enabled()).isFalse();
    assertThat(changed.hash()).isNotEqualTo(rules.hash());
    assertThat(changed.withEnabled("late", true).hash()).isEqualTo(rules.hash());
    assertThatThrownBy(() -> rules.withEnabled("nobody", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rule not found: nobody");
  }

  @Test
  void hashDependsOnWhatTheRulesSayNotOnWhereTheyStand() {
    String hash = Given.rules(THREE).hash();

    assertThat(hash).matches("[0-9a-f]{64}");
    assertThat(RuleFiles.loadText("other.yaml", "\n\n" + THREE, Given.UTC).hash()).isEqualTo(hash);
    assertThat(RuleFiles.loadText("test.yaml", THREE, ZoneId.of("Asia/Tokyo")).hash())
        .isNotEqualTo(hash);
    for (String change : List.of("deny", "priority: 9", "late", "all: []")) {
      String changed = change.equals("all: []") ? "any: []" : change.equals("deny") ? "allow" : "x";
      String yaml =
          change.startsWith("priority")
              ? THREE.replace(change, "priority: 8")
              : THREE.replace(change, changed);
      assertThat(Given.rules(yaml).hash()).as(change).isNotEqualTo(hash);
    }
  }

  @Test
  void everyActionBecomesItsVerdict() {
    RuleSet rules =
        Given.rules(
            """
            rules:
              - {name: a, condition: {all: []}, action: {type: allow}}
              - {name: b, condition: {all: []}, action: {type: deny}}
              - {name: c, condition: {all: []}, action: {type: suppress}}
              - {name: d, condition: {all: []}, action: {type: deduplicate}}
              - {name: e, condition: {all: []}, action: {type: deduplicate, ttl_seconds: 300}}
              - {name: f, condition: {all: []}, action: {type: throttle, max_count: 5, window_seconds: 60}}
              - {name: g, condition: {all: []}, action: {type: reroute, target_provider: log}}
              - {name: h, condition: {all: []}, action: {type: modify, changes: {a: {b: null}, c: [1, 2.5, yes]}}}
            """);

    assertThat(rules.rules())
        .extracting(Rule::verdict)
        .containsExactly(
            new Verdict.Allow(),
            new Verdict.Deny("b"),
            new Verdict.Suppress("c"),
            new Verdict.Deduplicate("d", Duration.ofHours(24)),
            new Verdict.Deduplicate("e", Duration.ofMinutes(5)),
            new Verdict.Throttle("f", 5, Duration.ofMinutes(1)),
            new Verdict.Reroute("g", "log"),
            new Verdict.Modify(
                "h", JsonText.parse("{\"a\": {\"b\": null}, \"c\": [1, 2.5, \"yes\"]}")));
    assertThat(rules.rules())
        .extracting(rule -> rule.verdict().tag())
        .containsExactly(
            "allow",
            "deny",
            "suppress",
            "deduplicate",
            "deduplicate",
            "throttle",
            "reroute",
            "modify");
  }

  @Test
  void notesAreBounded() {
    String many = "{field: action.payload.none, eq: 1}, ".repeat(Decision.MAX_NOTES + 1);

    assertThat(
            Given.when("{any: [" + many + "]}")
                .decide(Given.action("{}"), Facts.at(Given.NOW))
                .notes())
        .hasSize(Decision.MAX_NOTES);
  }
}
