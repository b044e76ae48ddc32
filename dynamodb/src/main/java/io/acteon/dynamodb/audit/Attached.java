package io.acteon.dynamodb.audit;

import io.acteon.time.Deadline;

/** What runs behind a trail's writer and ends before it, while records can still be appended. */
sealed interface Attached permits Checkpointer, IntentSweeper {
  /** Ends by {@code deadline}, done or not. */
  void close(Deadline deadline);
}
