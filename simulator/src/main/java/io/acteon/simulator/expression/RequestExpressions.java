package io.acteon.simulator.expression;

import io.acteon.simulator.value.JsonValues;
import io.acteon.simulator.value.Rejection;
import io.acteon.simulator.value.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The expressions of one request with its aliases and values. Not thread-safe.
 *
 * <p>Call {@link #checkAllUsed()} after the last expression was read: DynamoDB refuses what no
 * expression uses.
 */
public final class RequestExpressions {
  private static final String NAMES = "ExpressionAttributeNames";
  private static final String VALUES = "ExpressionAttributeValues";
  private static final int MAX_LENGTH = 4096; // DynamoDB's limit of an expression, bytes
  private static final Pattern ALIAS = Pattern.compile("#[A-Za-z0-9_]+");
  private static final Pattern VALUE_NAME = Pattern.compile(":[A-Za-z0-9_]+");

  private final JsonNode request;
  private final Map<String, String> aliases;
  private final Map<String, Value> values;
  private final Set<String> usedAliases = new HashSet<>();
  private final Set<String> usedValues = new HashSet<>();
  private boolean anyExpression;

  public RequestExpressions(JsonNode request) {
    this.request = request;
    this.aliases = readAliases(request.get(NAMES));
    this.values = readValues(request.get(VALUES));
  }

  public @Nullable BoundCondition condition(String parameter) {
    String source = source(parameter);
    if (source == null) {
      return null;
    }
    BoundCondition bound =
        new BoundCondition(
            used(parameter, ExpressionCache.shared().condition(parameter, source, aliases)),
            values);
    new ConditionTypes(parameter, values).check(bound.condition());
    return bound;
  }

  public Change update() {
    String source = source("UpdateExpression");
    if (source == null) {
      return Update.none().with(values);
    }
    Change change =
        used("UpdateExpression", ExpressionCache.shared().update(source, aliases)).with(values);
    change.checkTypes();
    return change;
  }

  public @Nullable Projection projection() {
    String source = source("ProjectionExpression");
    return source == null
        ? null
        : used("ProjectionExpression", ExpressionCache.shared().projection(source, aliases));
  }

  public void checkAllUsed() {
    checkUsed(NAMES, aliases.keySet(), usedAliases);
    checkUsed(VALUES, values.keySet(), usedValues);
  }

  private void checkUsed(String parameter, Set<String> given, Set<String> used) {
    if (given.isEmpty()) {
      return;
    }
    if (!anyExpression) {
      throw Rejection.validation(parameter + " can only be specified when using expressions");
    }
    if (!used.containsAll(given)) {
      Set<String> unused = new TreeSet<>(given);
      unused.removeAll(used);
      throw Rejection.validation(
          "Value provided in "
              + parameter
              + " unused in expressions: keys: {"
              + String.join(", ", unused)
              + "}");
    }
  }

  private <T> T used(String parameter, Parsed<T> parsed) {
    usedAliases.addAll(parsed.aliases());
    usedValues.addAll(parsed.values());
    for (String value : parsed.values()) {
      if (!values.containsKey(value)) {
        throw Rejection.validation(
            "Invalid "
                + parameter
                + ": An expression attribute value used in expression is not defined; attribute value: "
                + value);
      }
    }
    return parsed.expression();
  }

  private @Nullable String source(String parameter) {
    JsonNode node = request.get(parameter);
    if (node == null || node.isNull()) {
      return null;
    }
    if (!node.isString()) {
      throw Rejection.serialization(parameter + " is not a string");
    }
    String source = node.stringValue();
    if (source.length() > MAX_LENGTH) {
      throw Rejection.validation(
          "Invalid "
              + parameter
              + ": Expression size has exceeded the maximum allowed size; expression size: "
              + source.length());
    }
    anyExpression = true;
    return source;
  }

  private static Map<String, String> readAliases(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return Map.of();
    }
    checkMap(NAMES, node);
    Map<String, String> aliases = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      checkKey(NAMES, ALIAS, entry.getKey());
      if (!entry.getValue().isString()) {
        throw Rejection.serialization(NAMES + " holds something that is not a string");
      }
      aliases.put(entry.getKey(), entry.getValue().stringValue());
    }
    return aliases;
  }

  private static Map<String, Value> readValues(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return Map.of();
    }
    checkMap(VALUES, node);
    Map<String, Value> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      checkKey(VALUES, VALUE_NAME, entry.getKey());
      try {
        values.put(entry.getKey(), JsonValues.read(entry.getValue()));
      } catch (Rejection rejection) {
        if (rejection.name().equals("SerializationException")) {
          throw rejection;
        }
        throw Rejection.validation(
            "ExpressionAttributeValues contains invalid value: %s for key %s"
                .formatted(rejection.text(), entry.getKey()));
      }
    }
    return values;
  }

  private static void checkMap(String parameter, JsonNode node) {
    if (!node.isObject()) {
      throw Rejection.serialization(parameter + " is not a map");
    }
    if (node.isEmpty()) {
      throw Rejection.validation(parameter + " must not be empty");
    }
  }

  private static void checkKey(String parameter, Pattern pattern, String key) {
    if (!pattern.matcher(key).matches()) {
      throw Rejection.validation(
          parameter + " contains invalid key: Syntax error; key: \"" + key + "\"");
    }
  }
}
