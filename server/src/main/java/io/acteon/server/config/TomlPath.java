package io.acteon.server.config;

/** Writes the path of a key, such as {@code providers[0].headers."X-Key"}. */
final class TomlPath {
  private TomlPath() {}

  static String child(String parent, String key) {
    String shown = key.matches("[A-Za-z0-9_-]+") ? key : "\"" + key + "\"";
    return parent.isEmpty() ? shown : parent + "." + shown;
  }

  static String element(String parent, int index) {
    return parent + "[" + index + "]";
  }
}
