package io.acteon.rules;

import io.acteon.model.Action;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules in the order in which they decide: the first enabled one that matches gives the
 * verdict, and when none does the action is allowed. Immutable.
 */
public final class RuleSet {
  private static final RuleSet EMPTY = new RuleSet(List.of(), ZoneId.of("UTC"));
  private static final Verdict ALLOW = new Verdict.Allow();

  private final List<Rule> rules;
  private final ZoneId defaultZone;
  private final Map<String, Rule> byName = new HashMap<>();
  private final String hash;

  private RuleSet(List<Rule> inOrder, ZoneId defaultZone) {
    this.rules = List.copyOf(inOrder);
    this.defaultZone = defaultZone;
    for (Rule rule : rules) {
      if (byName.put(rule.name(), rule) != null) {
        throw new IllegalArgumentException("two rules are named '" + rule.name() + "'");
      }
    }
    this.hash = RuleHash.of(rules, defaultZone);
  }

  /** No rules: everything is allowed. */
  public static RuleSet empty() {
    return EMPTY;
  }

  /**
   * The rules by priority, those of one priority in the order given.
   *
   * @param defaultZone of the rules that name none
   * @throws IllegalArgumentException when two have one name
   */
  public static RuleSet of(List<Rule> rules, ZoneId defaultZone) {
    return new RuleSet(
        rules.stream().sorted(Comparator.comparingInt(Rule::priority)).toList(), defaultZone);
  }

  /** All rules, disabled ones included, in the order in which they are asked. */
  public List<Rule> rules() {
    return rules;
  }

  public Optional<Rule> rule(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Of the rules that name no time zone themselves. */
  public ZoneId defaultZone() {
    return defaultZone;
  }

  /** SHA-256, in lower-case hex, of what the rules say; where they were read does not enter. */
  public String hash() {
    return hash;
  }

  /**
   * These rules with one switched on or off.
   *
   * @throws IllegalArgumentException when there is no such rule
   */
  public RuleSet withEnabled(String name, boolean enabled) {
    if (!byName.containsKey(name)) {
      throw new IllegalArgumentException("rule not found: " + name);
    }
    return new RuleSet(
        rules.stream()
            .map(rule -> rule.name().equals(name) ? rule.withEnabled(enabled) : rule)
            .toList(),
        defaultZone);
  }

  /** Decides about {@code action}. Throws only what reading the state throws. */
  public Decision decide(Action action, Facts facts) {
    var evaluation = new Evaluation(action, facts, defaultZone);
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if (rule.enabled() && evaluation.matches(rule)) {
        return new Decision(rule.verdict(), Optional.of(rule.name()), evaluation.takeNotes());
      }
    }
    return new Decision(ALLOW, Optional.empty(), evaluation.takeNotes());
  }

  /** Decides as {@link #decide} does and says why. Never throws for what a rule does. */
  public Trace explain(Action action, Facts facts, TraceOptions options) {
    return new Explanation(this, action, facts, options).trace();
  }
}
