package io.acteon.testkit.history;

import io.acteon.state.Version;
import java.util.Optional;

/** What a call on an entry answered. Immutable. */
public sealed interface EntryReply {

  /** The write took effect and made this version. */
  record Wrote(Version version) implements EntryReply {}

  /** Nothing changed; this was there, if anything. */
  record Saw(Optional<Seen> entry) implements EntryReply {}

  /** A value and its version. */
  record Seen(String value, Version version) {}
}
