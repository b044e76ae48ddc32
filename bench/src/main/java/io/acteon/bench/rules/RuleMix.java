package io.acteon.bench.rules;

import io.acteon.rules.RuleSet;
import io.acteon.rules.yaml.RuleFiles;
import java.time.ZoneId;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Kinds of rules, none of which matches the measured action, so that every one is asked. */
public enum RuleMix {
  /** The first predicate tells: what most rules of a shared gateway do to most actions. */
  SCOPED("all: [{field: action.tenant, eq: tenant-%d}, {field: action.payload.to, exists: true}]"),

  /** Four predicates each, all asked: labels, a list in the payload, a number, the time. */
  PAYLOAD(
      "all: [{field: action.metadata.env, in: [prod, staging]},"
          + " {field: action.payload.items.0.sku, starts_with: AB},"
          + " {field: action.payload.amount, gte: 10},"
          + " {field: time.hour, gt: 2%d}]"),

  /** A regular expression over a text of 60 characters each. */
  PATTERN("{field: action.payload.subject, matches: \"^order [a-z]+-%d[0-9]{4} .* refused$\"}"),

  /** A field that the payload has not, so that each rule leaves a note until there are enough. */
  MISSING("{field: action.payload.none%d, gt: 3}");

  private final String condition;

  RuleMix(String condition) {
    this.condition = condition;
  }

  /** {@code count} different rules of this kind. */
  RuleSet rules(int count) {
    String yaml =
        IntStream.range(0, count)
            .mapToObj(i ->
                "  - {name: r"
                    + i
                    + ", action: {type: deny}, condition: "
                    + braced(condition.formatted(3 + i % 7))
                    + "}")
            .collect(Collectors.joining("\n", "rules:\n", "\n"));
    return RuleFiles.loadText(name(), yaml, ZoneId.of("Europe/Berlin"));
  }

  private static String braced(String text) {
    return text.startsWith("{") ? text : "{" + text + "}";
  }
}
