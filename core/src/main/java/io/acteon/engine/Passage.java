package io.acteon.engine;

import io.acteon.model.Outcome;
import java.util.Optional;

/** Whether a verdict's state work lets an action through. Immutable. */
sealed interface Passage {
  /** It may be sent; {@code claim} must be completed or released afterwards. */
  record Open(Optional<HeldClaim> claim) implements Passage {}

  /** It may not, and this is the answer. */
  record Closed(Outcome outcome) implements Passage {}

  Passage FREE = new Open(Optional.empty());
}
