package io.acteon.server.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A table of the configuration file and the keys that may stand in it. Immutable. */
record Section(String path, List<Key> keys) {
  Section {
    keys = List.copyOf(keys);
  }

  Optional<Key> key(String name) {
    return keys.stream().filter(key -> key.name().equals(name)).findFirst();
  }

  List<String> keyNames() {
    return keys.stream().map(Key::name).toList();
  }

  /** The environment variable that overrides a key of this section. */
  String variable(Key key) {
    return variable(path, key.name());
  }

  static String variable(String section, String key) {
    return variablePrefix(section) + key.toUpperCase(Locale.ROOT);
  }

  /** What the variables of a section begin with. */
  static String variablePrefix(String section) {
    return "ACTEON_" + section.replace('.', '_').toUpperCase(Locale.ROOT) + "_";
  }
}
