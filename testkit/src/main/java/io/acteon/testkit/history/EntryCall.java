package io.acteon.testkit.history;

import io.acteon.state.Version;

/**
 * One call on an entry, without its key. Values are unique per call, so that each is recognised.
 * Immutable.
 */
public sealed interface EntryCall {
  record Get() implements EntryCall {}

  record Set(String value) implements EntryCall {}

  record CheckAndSet(String value) implements EntryCall {}

  record CompareAndSwap(Version expected, String value) implements EntryCall {}

  record Delete() implements EntryCall {}
}
