package io.acteon.server.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What overrides the file: environment variables by name, and flags by the path of the key they
 * set. Immutable.
 *
 * @param flags by key path
 */
public record Overrides(Map<String, String> variables, Map<String, FlagValue> flags) {
  public static final Overrides NONE = new Overrides(Map.of(), Map.of());

  public Overrides {
    variables = Map.copyOf(variables);
    flags = Map.copyOf(flags);
  }

  /** What was written behind a flag. */
  public record FlagValue(String flag, String text) {}

  /** These and one more flag. */
  public Overrides with(String path, String flag, String text) {
    var more = new LinkedHashMap<String, FlagValue>(flags);
    more.put(path, new FlagValue(flag, text));
    return new Overrides(variables, more);
  }
}
