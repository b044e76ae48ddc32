package io.acteon.dynamodb.audit;

import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A policy in deploy/ and what it grants, as far as its conditions are of the kinds that are used
 * there. Of resources it knows only whether the audit table is among them. Immutable.
 */
record Policy(List<Json.Obj> statements) {
  static Policy read(String file) throws IOException {
    Path path = Path.of(System.getProperty("acteon.root", ".."), "deploy", file);
    var policy = (Json.Obj) JsonText.parse(Files.readAllBytes(path));
    return new Policy(
        ((Json.Arr) policy.field("Statement").orElseThrow())
            .items().stream().map(Json.Obj.class::cast).toList());
  }

  /** Whether the operation may be done on the audit table. */
  boolean grants(AskedPermissions.Asked asked) {
    return statements.stream()
        .anyMatch(statement ->
            texts(statement, "Action").contains(asked.action())
                && texts(statement, "Resource").stream()
                    .anyMatch(resource -> resource.endsWith(":table/acteon_audit"))
                && conditions(statement, asked.values()));
  }

  private static boolean conditions(Json.Obj statement, Map<String, Set<String>> values) {
    if (!(statement.field("Condition").orElse(Json.NULL) instanceof Json.Obj conditions)) {
      return true;
    }
    return conditions.fields().entrySet().stream()
        .allMatch(condition -> {
          var keys = (Json.Obj) condition.getValue();
          return keys.fields().keySet().stream()
              .allMatch(key ->
                  holds(condition.getKey(), texts(keys, key), values.getOrDefault(key, Set.of())));
        });
  }

  private static boolean holds(String operator, Set<String> allowed, Set<String> values) {
    Predicate<String> like = value -> allowed.stream().anyMatch(pattern -> matches(pattern, value));
    return switch (operator) {
      case "ForAllValues:StringLike" -> values.stream().allMatch(like);
      case "ForAllValues:StringEquals", "StringEqualsIfExists" -> allowed.containsAll(values);
      case "ForAnyValue:StringEquals" -> values.stream().anyMatch(allowed::contains);
      default -> throw new AssertionError("no such condition is known here: " + operator);
    };
  }

  private static boolean matches(String pattern, String value) {
    return value.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
  }

  private static Set<String> texts(Json.Obj object, String name) {
    return ((Json.Arr) object.field(name).orElseThrow())
        .items().stream().map(text -> ((Json.Str) text).value()).collect(Collectors.toSet());
  }
}
