package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.audit.TrailCondition;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;

/** A way into the table. Implementations are thread-safe. */
sealed interface TrailWriter permits PlainWriter, ChainWriter, NoWriter {

  /** What a record is about: something to be done, or something done. */
  enum Kind {
    INTENT,
    OUTCOME
  }

  Answer<Receipt, Refusal> append(Pending record, Kind kind, Deadline deadline);

  default TrailCondition condition() {
    return TrailCondition.GOOD;
  }

  /** Waits until everything accepted so far is durable, or the deadline; whether it is. */
  boolean flush(Deadline deadline) throws InterruptedException;

  /** Writes what it can until {@code deadline}, spools the rest, and ends. */
  void close(Deadline deadline);
}
