package io.acteon.rules.yaml;

import io.acteon.rules.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the {@code action} of a rule. */
final class VerdictReader {
  private static final List<String> TYPES =
      List.of("allow", "deny", "suppress", "deduplicate", "throttle", "reroute", "modify");
  private static final List<String> LATER =
      List.of(
          "state_machine",
          "group",
          "request_approval",
          "require_approval",
          "chain",
          "schedule",
          "llm_guardrail");

  private final Problems problems;

  VerdictReader(Problems problems) {
    this.problems = problems;
  }

  /** What {@code node} asks for, in the name of {@code rule}. */
  Optional<Verdict> read(Node node, String rule) {
    if (!(node instanceof Node.Fields fields)) {
      problems.add(
          node.place(), "'action' must be a mapping such as {type: suppress}, not " + node.kind());
      return Optional.empty();
    }
    var mapping = new Mapping(fields, "a rule action", problems);
    Optional<String> type = mapping.requiredText("type");
    if (type.isEmpty()) {
      return Optional.empty();
    }
    if (!TYPES.contains(type.get())) {
      problems.add(mapping.take("type").orElseThrow().place(), unknown(type.get()));
      return Optional.empty();
    }
    Optional<Verdict> verdict = read(type.get(), rule, mapping);
    mapping.finish();
    return verdict;
  }

  private static String unknown(String type) {
    return LATER.contains(type)
        ? "rule action '" + type + "' is not supported yet"
        : "there is no rule action '"
            + type
            + "', only "
            + String.join(", ", TYPES)
            + Nearest.hint(type, TYPES);
  }

  private static Optional<Verdict> read(String type, String rule, Mapping mapping) {
    return switch (type) {
      case "allow" -> Optional.of(new Verdict.Allow());
      case "deny" -> Optional.of(new Verdict.Deny(rule));
      case "suppress" -> Optional.of(new Verdict.Suppress(rule));
      case "deduplicate" -> Optional.of(new Verdict.Deduplicate(rule, ttl(mapping)));
      case "throttle" -> throttle(rule, mapping);
      case "reroute" ->
          mapping.requiredText("target_provider").map(it -> new Verdict.Reroute(rule, it));
      case "modify" ->
          mapping
              .require("changes")
              .flatMap(changes -> Values.of(changes, mapping.problems()))
              .map(patch -> new Verdict.Modify(rule, patch));
      default -> throw new IllegalStateException("no rule action " + type);
    };
  }

  private static Duration ttl(Mapping mapping) {
    OptionalLong seconds = mapping.integer("ttl_seconds", 1, RuleReader.MAX_SECONDS);
    return seconds.isPresent()
        ? Duration.ofSeconds(seconds.getAsLong())
        : Verdict.DEFAULT_DEDUPLICATION;
  }

  private static Optional<Verdict> throttle(String rule, Mapping mapping) {
    OptionalLong count = mapping.requiredInteger("max_count", 1, Integer.MAX_VALUE);
    OptionalLong seconds = mapping.requiredInteger("window_seconds", 1, RuleReader.MAX_SECONDS);
    return count.isPresent() && seconds.isPresent()
        ? Optional.of(
            new Verdict.Throttle(rule, count.getAsLong(), Duration.ofSeconds(seconds.getAsLong())))
        : Optional.empty();
  }
}
