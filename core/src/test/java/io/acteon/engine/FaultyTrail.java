package io.acteon.engine;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditPage;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.audit.AuditSummary;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.store.StoreHealth;
import io.acteon.time.Deadline;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A trail that remembers what it was given and fails when a test says so. Thread-safe. */
final class FaultyTrail implements AuditStore {
  final List<AuditRecord> taken = new CopyOnWriteArrayList<>();
  volatile Fault intents = Fault.NONE;
  volatile Fault outcomes = Fault.NONE;
  private final AuditStore real;

  FaultyTrail(AuditStore real) {
    this.real = real;
  }

  enum Fault {
    NONE,
    REFUSED,
    UNKNOWN,
    DOWN,
    BROKEN
  }

  @Override
  public AuditMode mode() {
    return real.mode();
  }

  @Override
  public Answer<Receipt, Refusal> intent(AuditRecord record, Deadline deadline) {
    return intents == Fault.NONE
        ? remembered(record, real.intent(record, deadline))
        : failed(intents);
  }

  @Override
  public Answer<Receipt, Refusal> outcome(
      AuditRecord record, Optional<Receipt> intent, Deadline deadline) {
    return outcomes == Fault.NONE
        ? remembered(record, real.outcome(record, intent, deadline))
        : failed(outcomes);
  }

  private Answer<Receipt, Refusal> remembered(AuditRecord record, Answer<Receipt, Refusal> answer) {
    taken.add(record);
    return answer;
  }

  private static Answer<Receipt, Refusal> failed(Fault fault) {
    return switch (fault) {
      case REFUSED -> Answer.refused(new Refusal("refused, says the test"));
      case UNKNOWN -> Answer.unknown("lost, says the test");
      case DOWN -> throw new StoreException.Unavailable("down, says the test");
      case BROKEN, NONE -> throw new IllegalStateException("broken, says the test");
    };
  }

  @Override
  public AuditPage query(AuditQuery query, Deadline deadline) {
    return real.query(query, deadline);
  }

  @Override
  public Optional<AuditRecord> latest(
      String actionId, Predicate<AuditRecord> visible, Deadline deadline) {
    return real.latest(actionId, visible, deadline);
  }

  @Override
  public void summarize(AuditQuery query, long most, Consumer<AuditSummary> to, Deadline deadline) {
    real.summarize(query, most, to, deadline);
  }

  @Override
  public boolean flush(Deadline deadline) throws InterruptedException {
    return real.flush(deadline);
  }

  @Override
  public StoreHealth probe(Deadline deadline) {
    return real.probe(deadline);
  }

  @Override
  public void close() {
    real.close();
  }
}
