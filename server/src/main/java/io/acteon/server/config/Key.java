package io.acteon.server.config;

import io.acteon.provider.ProviderSetting;
import io.acteon.store.Setting;
import java.util.List;
import java.util.Optional;

/**
 * One key that may stand in a section. Immutable.
 *
 * @param fallback the default as text (lists and tables as JSON), if there is one
 * @param allowed the only words accepted; empty means any
 * @param min the smallest whole number accepted
 * @param max the largest
 */
record Key(
    String name,
    Shape shape,
    Optional<String> fallback,
    List<String> allowed,
    long min,
    long max,
    boolean secret,
    String description) {

  Key {
    allowed = List.copyOf(allowed);
  }

  static Key text(String name, String description) {
    return of(name, Shape.TEXT, Optional.empty(), description);
  }

  static Key text(String name, String fallback, String description) {
    return of(name, Shape.TEXT, Optional.of(fallback), description);
  }

  static Key bool(String name, boolean fallback, String description) {
    return of(name, Shape.BOOLEAN, Optional.of(Boolean.toString(fallback)), description);
  }

  static Key texts(String name, String fallback, String description) {
    return of(name, Shape.TEXTS, Optional.of(fallback), description);
  }

  static Key integer(String name, long fallback, long min, long max, String description) {
    return of(name, Shape.INTEGER, Optional.of(Long.toString(fallback)), description)
        .between(min, max);
  }

  static Key of(String name, Shape shape, Optional<String> fallback, String description) {
    return new Key(
        name, shape, fallback, List.of(), Long.MIN_VALUE, Long.MAX_VALUE, false, description);
  }

  static Key of(Setting setting) {
    return new Key(
        setting.name(),
        Shape.of(setting.type()),
        setting.fallback(),
        setting.allowed(),
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        setting.secret(),
        setting.description());
  }

  static Key of(ProviderSetting setting) {
    return new Key(
        setting.name(),
        Shape.of(setting.shape()),
        Optional.empty(),
        List.of(),
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        setting.secret(),
        setting.description());
  }

  Key between(long least, long most) {
    return new Key(name, shape, fallback, allowed, least, most, secret, description);
  }

  Key words(String... words) {
    return new Key(name, shape, fallback, List.of(words), min, max, secret, description);
  }

  Key masked() {
    return new Key(name, shape, fallback, allowed, min, max, true, description);
  }

  /** The value that {@code value} stands for: words are taken whatever their case. */
  Object taken(Object value) {
    return value instanceof String word
        ? allowed.stream().filter(word::equalsIgnoreCase).findFirst().orElse(word)
        : value;
  }

  /** What is wrong with {@code value}, which has this key's shape; empty when nothing is. */
  Optional<String> objection(Object value) {
    if (value instanceof Long number && (number < min || number > max)) {
      return Optional.of(number + " is out of range; write a number from " + min + " to " + max);
    }
    if (value instanceof String word && !allowed.isEmpty() && !allowed.contains(word)) {
      return Optional.of(
          "'"
              + word
              + "' is not known"
              + Nearest.hint(word, allowed)
              + "; write one of "
              + allowed);
    }
    return Optional.empty();
  }
}
