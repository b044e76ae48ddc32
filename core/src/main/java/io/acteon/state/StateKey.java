package io.acteon.state;

import io.acteon.model.Scope;

/** Names one piece of state. Ids are any non-empty text of valid Unicode. Immutable. */
public record StateKey(Scope scope, Kind kind, String id) {
  public StateKey {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("the id of a " + kind.name() + " must not be empty");
    }
  }
}
