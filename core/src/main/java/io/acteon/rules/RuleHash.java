package io.acteon.rules;

import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The fingerprint of a rule set: equal exactly when the rules decide and read alike. */
final class RuleHash {
  private RuleHash() {}

  static String of(List<Rule> rules, ZoneId defaultZone) {
    Json content =
        Json.object(
            Json.field("timezone", defaultZone.getId()),
            Json.field("rules", Json.array(rules.stream().map(RuleHash::content).toList())));
    return HexFormat.of().formatHex(sha256().digest(JsonText.bytes(content)));
  }

  private static Json content(Rule rule) {
    return Json.object(
        Json.field("name", rule.name()),
        Json.field("priority", rule.priority()),
        Json.field("enabled", rule.enabled()),
        Json.field("description", Json.ofNullable(rule.description())),
        Json.field("condition", rule.condition().display()),
        Json.field("verdict", verdict(rule.verdict())),
        Json.field("metadata", Json.texts(new TreeMap<>(rule.metadata()))),
        Json.field("timezone", Json.ofNullable(rule.timezone().map(ZoneId::getId))));
  }

  private static Json verdict(Verdict verdict) {
    Json.Obj tagged = Json.object(Json.field("type", verdict.tag()));
    return switch (verdict) {
      case Verdict.Allow _, Verdict.Deny _, Verdict.Suppress _ -> tagged;
      case Verdict.Deduplicate it -> tagged.with("ttl", Json.of(it.ttl().toString()));
      case Verdict.Throttle it ->
          tagged
              .with("max_count", Json.of(it.maxCount()))
              .with("window", Json.of(it.window().toString()));
      case Verdict.Reroute it -> tagged.with("target", Json.of(it.target()));
      case Verdict.Modify it -> tagged.with("patch", sorted(it.patch()));
    };
  }

  /** The value with the keys of every object in order. */
  private static Json sorted(Json value) {
    return switch (value) {
      case Json.Obj(Map<String, Json> fields) -> {
        var copy = new LinkedHashMap<String, Json>();
        new TreeMap<>(fields).forEach((name, field) -> copy.put(name, sorted(field)));
        yield new Json.Obj(copy);
      }
      case Json.Arr(List<Json> items) -> Json.array(items.stream().map(RuleHash::sorted).toList());
      case Json.Null _, Json.Bool _, Json.Int _, Json.Dec _, Json.Str _ -> value;
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
