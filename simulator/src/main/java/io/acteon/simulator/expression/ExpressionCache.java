package io.acteon.simulator.expression;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Parsed expressions by text and aliases. Thread-safe; forgets everything when it has grown too
 * large.
 */
final class ExpressionCache {
  private static final int MAX_ENTRIES = 4096;
  private static final ExpressionCache SHARED = new ExpressionCache();

  private record Key(String parameter, String source, Map<String, String> aliases) {}

  private final Map<Key, Parsed<?>> parsed = new ConcurrentHashMap<>();

  private ExpressionCache() {}

  static ExpressionCache shared() {
    return SHARED;
  }

  Parsed<Condition> condition(String parameter, String source, Map<String, String> aliases) {
    Key key = new Key(parameter, source, aliases);
    if (parsed.get(key) instanceof Parsed<?>(Condition condition, var used, var values)) {
      return new Parsed<>(condition, used, values);
    }
    return remember(key, ConditionParser.parse(parameter, source, aliases));
  }

  Parsed<Update> update(String source, Map<String, String> aliases) {
    Key key = new Key("UpdateExpression", source, aliases);
    if (parsed.get(key) instanceof Parsed<?>(Update update, var used, var values)) {
      return new Parsed<>(update, used, values);
    }
    return remember(key, UpdateParser.parse(source, aliases));
  }

  Parsed<Projection> projection(String source, Map<String, String> aliases) {
    Key key = new Key("ProjectionExpression", source, aliases);
    if (parsed.get(key) instanceof Parsed<?>(Projection projection, var used, var values)) {
      return new Parsed<>(projection, used, values);
    }
    return remember(key, Projection.parse(source, aliases));
  }

  private <T> Parsed<T> remember(Key key, Parsed<T> expression) {
    if (parsed.size() >= MAX_ENTRIES) {
      parsed.clear();
    }
    parsed.put(key, expression);
    return expression;
  }
}
