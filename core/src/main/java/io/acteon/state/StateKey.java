package io.acteon.state;

import io.acteon.model.Scope;

/**
 * Names one piece of state. Ids are any non-empty text of valid Unicode, of at most {@link
 * #MAX_ID_BYTES} in UTF-8. Immutable.
 */
public record StateKey(Scope scope, Kind kind, String id) {
  /** Also for the names of locks. Leaves room for a value in DynamoDB's 400 KB item. */
  public static final int MAX_ID_BYTES = 16 * 1024;

  public StateKey {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("the id of a " + kind.name() + " must not be empty");
    }
  }
}
