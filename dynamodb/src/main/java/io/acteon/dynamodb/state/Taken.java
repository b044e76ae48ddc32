package io.acteon.dynamodb.state;

import io.acteon.dynamodb.state.DynamoLocks.Acquired;
import io.acteon.state.Locks.Held;

/** What came of a write that would take a lock. */
sealed interface Taken {
  record Ours(Acquired acquired) implements Taken {}

  record Theirs(Held held) implements Taken {}

  /** Not ours, nor will be; nobody knows whether it was for a while, and {@code reason} why. */
  record Over(String reason) implements Taken {}

  /** It may be ours, now or later; it is being taken back. */
  record Unclear(String reason) implements Taken {}
}
