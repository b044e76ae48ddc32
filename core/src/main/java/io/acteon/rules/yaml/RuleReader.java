package io.acteon.rules.yaml;

import io.acteon.model.Json;
import io.acteon.rules.Condition;
import io.acteon.rules.Rule;
import io.acteon.rules.Verdict;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads one rule. A rule with a problem is reported and left out. */
final class RuleReader {
  /** A hundred years: far more than anyone means, and no clock overflows. */
  static final long MAX_SECONDS = 3_155_760_000L;

  private static final List<String> LATER = List.of("mute_time_intervals", "active_time_intervals");

  private final Problems problems;
  private final ConditionReader conditions;
  private final VerdictReader verdicts;

  RuleReader(Problems problems) {
    this.problems = problems;
    this.conditions = new ConditionReader(problems);
    this.verdicts = new VerdictReader(problems);
  }

  /** The rule in {@code node}; what has no name is given none, and left out. */
  Optional<Rule> read(Node node) {
    if (!(node instanceof Node.Fields fields)) {
      problems.add(node.place(), "a rule must be a mapping, not " + node.kind());
      return Optional.empty();
    }
    var mapping = new Mapping(fields, "a rule", problems);
    LATER.forEach(key -> refuseLater(mapping, key));
    Optional<String> name = mapping.requiredText("name");
    OptionalLong priority = mapping.integer("priority", Integer.MIN_VALUE, Integer.MAX_VALUE);
    Optional<String> description = mapping.text("description");
    boolean enabled = mapping.bool("enabled").orElse(true);
    Optional<Condition> condition = mapping.require("condition").flatMap(conditions::read);
    Optional<Verdict> verdict =
        mapping.require("action").flatMap(it -> verdicts.read(it, name.orElse("")));
    Map<String, String> metadata = mapping.take("metadata").map(this::texts).orElse(Map.of());
    Optional<ZoneId> zone = zone(mapping);
    mapping.finish();
    if (name.isEmpty() || condition.isEmpty() || verdict.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Rule(
            name.get(),
            (int) priority.orElse(0),
            enabled,
            description,
            condition.get(),
            verdict.get(),
            metadata,
            zone,
            new Rule.Source(problems.file(), node.place().line(), node.place().column())));
  }

  private static void refuseLater(Mapping mapping, String key) {
    Optional<Node> value = mapping.take(key);
    if (value.isPresent()
        && !(value.get() instanceof Node.Items(List<Node> items, _) && items.isEmpty())) {
      mapping.refuse(key, "'" + key + "' is not supported yet");
    }
  }

  private Map<String, String> texts(Node node) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (node instanceof Node.Fields fields) {
      var mapping = new Mapping(fields, "the metadata", problems);
      fields
          .entries()
          .forEach(entry -> mapping.text(entry.key()).ifPresent(it -> texts.put(entry.key(), it)));
    } else if (!isNull(node)) {
      problems.add(node.place(), "'metadata' must be a mapping of texts, not " + node.kind());
    }
    return texts;
  }

  private static boolean isNull(Node node) {
    return node instanceof Node.Scalar scalar
        && Scalars.value(scalar).orElse(Json.TRUE) instanceof Json.Null;
  }

  private Optional<ZoneId> zone(Mapping mapping) {
    Optional<String> zone = mapping.text("timezone");
    if (zone.isPresent() && !ZoneId.getAvailableZoneIds().contains(zone.get())) {
      mapping.refuse(
          "timezone",
          "there is no time zone '"
              + zone.get()
              + "' (IANA names such as Europe/Berlin)"
              + Nearest.hint(zone.get(), ZoneId.getAvailableZoneIds()));
      return Optional.empty();
    }
    return zone.map(ZoneId::of);
  }
}
