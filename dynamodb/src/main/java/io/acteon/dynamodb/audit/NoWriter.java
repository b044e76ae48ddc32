package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;

/** The way into a trail that was opened for reading: there is none. Immutable. */
final class NoWriter implements TrailWriter {
  static final String REASON = "this trail was opened for reading only";

  @Override
  public Answer<Receipt, Refusal> append(Pending record, Kind kind, Deadline deadline) {
    return Answer.refused(new Refusal(REASON));
  }

  @Override
  public boolean flush(Deadline deadline) {
    return true;
  }

  @Override
  public void close(Deadline deadline) {}
}
