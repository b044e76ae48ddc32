package io.acteon.audit;

import io.acteon.store.Answer;
import io.acteon.store.StoreHealth;
import io.acteon.time.Deadline;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A trail whose records are redacted on the way in; reading is that of the trail below. As
 * thread-safe as that.
 */
public final class RedactingAuditStore implements AuditStore {
  private final AuditStore trail;
  private final Redaction redaction;

  public RedactingAuditStore(AuditStore trail, Redaction redaction) {
    this.trail = trail;
    this.redaction = redaction;
  }

  @Override
  public AuditMode mode() {
    return trail.mode();
  }

  @Override
  public Answer<Receipt, Refusal> intent(AuditRecord record, Deadline deadline) {
    return trail.intent(redaction.apply(record), deadline);
  }

  @Override
  public Answer<Receipt, Refusal> outcome(
      AuditRecord record, Optional<Receipt> intent, Deadline deadline) {
    return trail.outcome(redaction.apply(record), intent, deadline);
  }

  @Override
  public AuditPage query(AuditQuery query, Deadline deadline) {
    return trail.query(query, deadline);
  }

  @Override
  public Optional<AuditRecord> latest(
      String actionId, Predicate<AuditRecord> visible, Deadline deadline) {
    return trail.latest(actionId, visible, deadline);
  }

  @Override
  public boolean flush(Deadline deadline) throws InterruptedException {
    return trail.flush(deadline);
  }

  @Override
  public StoreHealth probe(Deadline deadline) {
    return trail.probe(deadline);
  }

  @Override
  public void close() {
    trail.close();
  }
}
