package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.store.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * A record that waits to be chained, and the answer that its caller waits for. Every one is itself
 * only, whatever its record. Thread-safe.
 */
final class Waiting {
  private final Pending record;
  private final TrailWriter.Kind kind;
  private final HoldChange hold;
  private final CompletableFuture<Answer<Receipt, Refusal>> answer;

  /** What a commit does to the hold of its chain, besides appending the record. */
  enum HoldChange {
    NONE,
    SET,
    LIFT
  }

  Waiting(Pending record, TrailWriter.Kind kind, HoldChange hold) {
    this(record, kind, hold, new CompletableFuture<>());
  }

  private Waiting(
      Pending record,
      TrailWriter.Kind kind,
      HoldChange hold,
      CompletableFuture<Answer<Receipt, Refusal>> answer) {
    this.record = record;
    this.kind = kind;
    this.hold = hold;
    this.answer = answer;
  }

  /** The outcome beside the one that was given up; whoever waits for this waits for that. */
  Waiting late(RandomGenerator random) {
    return new Waiting(record.late(random), kind, hold, answer);
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

  /** Answers that nothing is known, unless there is an answer; whether there was none. */
  boolean giveUp(String reason) {
    return answer.complete(Answer.unknown(reason));
  }
}
