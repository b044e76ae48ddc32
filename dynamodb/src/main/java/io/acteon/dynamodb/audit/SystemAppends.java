package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.crypto.chain.SealedRecord;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.security.SecureRandom;

/** Appends what the trail has to say of itself, now or not at all. Thread-safe. */
final class SystemAppends {
  private final ChainWriter writer;
  private final TimeSource time;
  private final SecureRandom random = new SecureRandom();

  SystemAppends(ChainWriter writer, TimeSource time) {
    this.writer = writer;
    this.time = time;
  }

  /** Appends {@code what} to the chain of a scope. */
  Answer<Receipt, Refusal> say(
      Scope scope, String what, Json details, Waiting.HoldChange hold, Deadline deadline) {
    return append(SystemRecord.of(scope, what, details, time.now()), hold, deadline);
  }

  /** Appends an outcome unless there is one; whether there is one now. */
  boolean conclude(AuditRecord outcome, Deadline deadline) {
    return ChainWriter.isSettled(append(outcome, Waiting.HoldChange.NONE, deadline));
  }

  private Answer<Receipt, Refusal> append(
      AuditRecord record, Waiting.HoldChange hold, Deadline deadline) {
    Pending pending = Pending.of(SealedRecord.seal(record, random));
    return writer.append(new Waiting(pending, TrailWriter.Kind.REPEATED, hold), deadline);
  }
}
