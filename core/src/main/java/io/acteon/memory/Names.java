package io.acteon.memory;

import io.acteon.model.Scope;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import java.nio.charset.StandardCharsets;

/** What every key must be, here as in a database. */
final class Names {
  private Names() {}

  static StateKey checked(StateKey key) {
    checked(key.scope());
    id("the id of a " + key.kind().name(), key.id());
    return key;
  }

  static StateKey checked(StateKey key, Kind.Shape shape) {
    if (key.kind().shape() != shape) {
      throw new IllegalArgumentException(
          "'%s' is of shape %s; it must be %s here"
              .formatted(key.kind().name(), key.kind().shape(), shape));
    }
    return checked(key);
  }

  static void checked(Scope scope) {
    unicode("the namespace", scope.namespace());
    unicode("the tenant", scope.tenant());
  }

  static String id(String what, String text) {
    int bytes = unicode(what, text).getBytes(StandardCharsets.UTF_8).length;
    if (bytes > StateKey.MAX_ID_BYTES) {
      throw new IllegalArgumentException(
          "%s has %d bytes in UTF-8; at most %d can be stored"
              .formatted(what, bytes, StateKey.MAX_ID_BYTES));
    }
    return text;
  }

  static String unicode(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isHighSurrogate(text.charAt(i))
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(text.charAt(i))) {
        throw new IllegalArgumentException(
            "%s is no valid Unicode: an unpaired surrogate at character %d".formatted(what, i));
      }
    }
    return text;
  }
}
