package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.store.Answer;
import java.util.concurrent.CompletableFuture;

/**
 * A record that waits to be chained, and the answer that its caller waits for. Every one is itself
 * only, whatever its record. Thread-safe.
 */
final class Waiting {
  private final Pending record;
  private final TrailWriter.Kind kind;
  private final HoldChange hold;
  private final CompletableFuture<Answer<Receipt, Refusal>> answer = new CompletableFuture<>();

  /** What a commit does to the hold of its chain, besides appending the record. */
  enum HoldChange {
    NONE,
    SET,
    LIFT
  }

  Waiting(Pending record, TrailWriter.Kind kind, HoldChange hold) {
    this.record = record;
    this.kind = kind;
    this.hold = hold;
  }

  Pending record() {
    return record;
  }

  TrailWriter.Kind kind() {
    return kind;
  }

  HoldChange hold() {
    return hold;
  }

  CompletableFuture<Answer<Receipt, Refusal>> answer() {
    return answer;
  }

  void answer(Answer<Receipt, Refusal> given) {
    var _ = answer.complete(given);
  }
}
