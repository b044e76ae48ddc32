package io.acteon.memory;

import io.acteon.model.Scope;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;

/** What every key must be, here as in a database. */
final class Names {
  private Names() {}

  static StateKey checked(StateKey key) {
    checked(key.scope());
    unicode("the id of a " + key.kind().name(), key.id());
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
