package io.acteon.server.config;

/**
 * One thing wrong with the configuration. Immutable.
 *
 * @param where file, line and column, or variable, or flag
 * @param key the key's path, such as {@code server.port}; empty for the file as a whole
 * @param what what is wrong and how to mend it
 */
public record Problem(String where, String key, String what) {
  @Override
  public String toString() {
    return where + ": " + (key.isEmpty() ? "" : key + ": ") + what;
  }
}
