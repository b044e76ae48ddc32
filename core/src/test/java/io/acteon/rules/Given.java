package io.acteon.rules;

import io.acteon.json.JsonText;
import io.acteon.model.Action;
import io.acteon.model.Scope;
import io.acteon.rules.yaml.RuleFiles;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/** Rules and actions as tests write them: one line of YAML, one line of JSON. */
final class Given {
  static final Instant NOW = Instant.parse("2026-03-02T10:20:30Z");
  static final ZoneId UTC = ZoneId.of("UTC");

  private Given() {}

  static Action action(String payload) {
    return Action.builder("a-1", new Scope("shop", "acme"), "inbox", "receipt", NOW)
        .payload(JsonText.parse(payload))
        .metadata(Map.of("env", "prod", "k8s.io/name", "web"))
        .status("open")
        .build();
  }

  /** A rule set with one rule, {@code r}, that denies when {@code condition} holds. */
  static RuleSet when(String condition) {
    return rules("rules: [{name: r, condition: " + condition + ", action: {type: deny}}]");
  }

  static RuleSet rules(String yaml) {
    return RuleFiles.loadText("test.yaml", yaml, UTC);
  }

  static boolean holds(String condition, String payload) {
    return when(condition).decide(action(payload), Facts.at(NOW)).matchedRule().isPresent();
  }
}
