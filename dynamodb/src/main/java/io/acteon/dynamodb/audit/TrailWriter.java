package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.audit.TrailCondition;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;

/** A way into the table. Implementations are thread-safe. */
sealed interface TrailWriter permits PlainWriter, ChainWriter, NoWriter {

  /** What a record is about. Outcomes only are kept when the store does not take them. */
  enum Kind {
    /** Something to be done: it is not if this is not recorded. */
    INTENT,

    /** Something done. */
    OUTCOME,

    /**
     * Something that whoever appends it appends again, or says anew, if it was not: what the trail
     * says of itself, which would be false later, and what is in the spool already.
     */
    REPEATED
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
