package io.acteon.rules;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * One rule: when {@code condition} holds, {@code verdict} is what shall be done. Immutable.
 *
 * @param priority lower decides first; equals in the order they were read
 * @param timezone what {@code time.*} means here; else the rule set's default
 * @param verdict carries this rule's name
 */
public record Rule(
    String name,
    int priority,
    boolean enabled,
    Optional<String> description,
    Condition condition,
    Verdict verdict,
    Map<String, String> metadata,
    Optional<ZoneId> timezone,
    Source source) {

  public Rule {
    metadata = Map.copyOf(metadata);
  }

  /** This rule switched on or off. */
  public Rule withEnabled(boolean changed) {
    return new Rule(
        name, priority, changed, description, condition, verdict, metadata, timezone, source);
  }

  /** Where a rule was read; line and column count from 1. */
  public record Source(String file, int line, int column) {
    /** Of rules that were made rather than read. */
    public static final Source NONE = new Source("", 0, 0);

    /** As traces name it. */
    String display() {
      return file.isEmpty() ? "Inline" : "Yaml { file: Some(" + Display.quoted(file) + ") }";
    }
  }
}
