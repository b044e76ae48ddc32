package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditChain;
import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditPage;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.audit.AuditSummary;
import io.acteon.audit.TrailCondition;
import io.acteon.crypto.chain.Intake;
import io.acteon.crypto.chain.SealedRecord;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.store.StoreHealth;
import io.acteon.time.Deadline;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The trail on DynamoDB: seals records, hands them to the writer, reads them. Thread-safe. */
final class DynamoAuditStore implements AuditStore {
  /** For what the chain adds to an item. */
  private static final int RESERVE_BYTES = 1_024;

  /** How long closing waits for the table where nobody says. */
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final AuditMode mode;
  private final Intake intake;
  private final TrailKeys keys;
  private final Trail trail;
  private final TrailWriter writer;
  private final SecureRandom random = new SecureRandom();

  DynamoAuditStore(AuditMode mode, Intake intake, TrailKeys keys, Trail trail, TrailWriter writer) {
    this.mode = mode;
    this.intake = intake;
    this.keys = keys;
    this.trail = trail;
    this.writer = writer;
  }

  @Override
  public AuditMode mode() {
    return mode;
  }

  @Override
  public Answer<Receipt, Refusal> intent(AuditRecord record, Deadline deadline) {
    return append(record, TrailWriter.Kind.INTENT, deadline);
  }

  @Override
  public Answer<Receipt, Refusal> outcome(
      AuditRecord record, Optional<Receipt> intent, Deadline deadline) {
    return append(record, TrailWriter.Kind.OUTCOME, deadline);
  }

  private Answer<Receipt, Refusal> append(
      AuditRecord record, TrailWriter.Kind kind, Deadline deadline) {
    Pending pending;
    try {
      pending = Pending.of(SealedRecord.seal(intake.admit(record), random));
      check(pending);
    } catch (IllegalArgumentException e) {
      return Answer.refused(new Refusal(String.valueOf(e.getMessage())));
    }
    return writer.append(pending, kind, deadline);
  }

  /** What DynamoDB would reject without naming the culprit of a batch is refused here. */
  private void check(Pending record) {
    Map<String, AttributeValue> item = RecordItem.of(record.sealed(), record.facts(), keys);
    int size = ItemSize.bytes(item);
    if (size > ItemSize.MAX_ITEM_BYTES - RESERVE_BYTES) {
      throw new IllegalArgumentException(
          "the record has " + size + " bytes; DynamoDB holds " + ItemSize.MAX_ITEM_BYTES);
    }
  }

  @Override
  public AuditPage query(AuditQuery query, Deadline deadline) {
    return trail.reader().query(query, trail.cursorKey().seal(deadline), deadline);
  }

  @Override
  public Optional<AuditRecord> latest(
      String actionId, Predicate<AuditRecord> visible, Deadline deadline) {
    return trail.reader().latest(actionId, visible, deadline);
  }

  @Override
  public void summarize(AuditQuery query, long most, Consumer<AuditSummary> to, Deadline deadline) {
    trail.reader().summarize(query, most, to, deadline);
  }

  @Override
  public Optional<AuditChain> chain() {
    return trail.chain();
  }

  @Override
  public TrailCondition condition() {
    return writer.condition();
  }

  @Override
  public boolean flush(Deadline deadline) throws InterruptedException {
    return writer.flush(deadline);
  }

  @Override
  public StoreHealth probe(Deadline deadline) {
    long started = trail.table().connection().time().nanos();
    try {
      var _ =
          trail
              .table()
              .metered("probe", meter -> trail.table().get(keys.cursorKeyId(), deadline, meter));
      return new StoreHealth.Up(
          Duration.ofNanos(trail.table().connection().time().nanos() - started));
    } catch (StoreException e) {
      return new StoreHealth.Down(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    close(Deadline.in(CLOSING, trail.table().connection().time()));
  }

  @Override
  public void close(Deadline deadline) {
    writer.close(deadline);
    trail.table().connection().close();
  }
}
