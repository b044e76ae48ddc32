package io.acteon.engine;

import io.acteon.model.Outcome;

/** What became of one action of a batch. Immutable. */
public sealed interface BatchSlot {
  record Done(Outcome outcome) implements BatchSlot {}

  /** The same fault that a dispatch of this action alone would have thrown. */
  record Failed(DispatchException fault) implements BatchSlot {}
}
