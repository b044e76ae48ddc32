package io.acteon.store;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The values of a backend's {@link Setting}s, defaults filled in. Types and words were checked
 * against the settings when this was made. Immutable.
 */
public final class Settings {
  private final Map<String, Setting> known;
  private final Map<String, String> values;

  /**
   * Checks {@code values} against {@code known}.
   *
   * @param values by setting name, as text
   * @throws IllegalArgumentException on an unknown name or a value of the wrong type
   */
  public Settings(List<Setting> known, Map<String, String> values) {
    this.known = known.stream().collect(Collectors.toMap(Setting::name, Function.identity()));
    this.values = Map.copyOf(values);
    values.forEach(this::check);
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).or(() -> setting(name).fallback());
  }

  /**
   * The value, which must be there.
   *
   * @throws IllegalArgumentException when it is neither set nor has a default
   */
  public String required(String name) {
    return text(name).orElseThrow(() -> new IllegalArgumentException(name + " is not set"));
  }

  public long integer(String name) {
    return Long.parseLong(required(name));
  }

  public boolean bool(String name) {
    return Boolean.parseBoolean(required(name));
  }

  /** Whether the value was given rather than defaulted. */
  public boolean isGiven(String name) {
    return values.containsKey(name);
  }

  private Setting setting(String name) {
    Setting setting = known.get(name);
    if (setting == null) {
      throw new IllegalArgumentException(
          "unknown setting '" + name + "'; known are " + known.keySet());
    }
    return setting;
  }

  private void check(String name, String value) {
    Setting setting = setting(name);
    boolean fits =
        switch (setting.type()) {
          case TEXT -> setting.allowed().isEmpty() || setting.allowed().contains(value);
          case INTEGER -> value.matches("-?\\d{1,18}");
          case BOOLEAN -> value.equals("true") || value.equals("false");
        };
    if (!fits) {
      throw new IllegalArgumentException(name + " = '" + value + "' is not " + expected(setting));
    }
  }

  private static String expected(Setting setting) {
    return setting.allowed().isEmpty()
        ? "of type " + setting.type().name().toLowerCase(Locale.ROOT)
        : "one of " + setting.allowed();
  }
}
