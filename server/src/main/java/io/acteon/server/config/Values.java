package io.acteon.server.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values in effect, by path, in the order of the schema. Not thread-safe while it is filled.
 */
final class Values {
  private final Map<String, Value> byPath = new LinkedHashMap<>();

  /**
   * One value in effect.
   *
   * @param value Long, Boolean, String, List of String or Map of String to String
   */
  record Value(String section, Key key, Object value, Origin origin) {}

  void put(String path, Value value) {
    byPath.put(path, value);
  }

  Optional<Value> find(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  Map<String, Value> all() {
    return byPath;
  }

  Optional<String> text(String path) {
    return find(path).map(v -> (String) v.value());
  }

  long integer(String path) {
    return optionalInteger(path).orElse(0L);
  }

  Optional<Long> optionalInteger(String path) {
    return find(path).map(v -> (Long) v.value());
  }

  boolean bool(String path) {
    return optionalBool(path).orElse(false);
  }

  Optional<Boolean> optionalBool(String path) {
    return find(path).map(v -> (Boolean) v.value());
  }

  List<String> texts(String path) {
    return find(path).stream()
        .flatMap(v -> ((List<?>) v.value()).stream())
        .map(String.class::cast)
        .toList();
  }
}
