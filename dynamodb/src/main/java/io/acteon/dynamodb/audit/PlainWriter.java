package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Writes records that stand in no chain. In a synchronous trail a record is in the table before it
 * is answered for; else it is accepted and written in the background. Thread-safe.
 */
final class PlainWriter implements TrailWriter {
  private final BackgroundWriter background;
  private final OncePuts once;
  private final Spool spool;
  private final boolean synchronous;
  private final SpoolReplay replay;
  private final List<Attached> attached = new CopyOnWriteArrayList<>();

  PlainWriter(
      BackgroundWriter background,
      OncePuts once,
      Spool spool,
      boolean synchronous,
      TimeSource time) {
    this.background = background;
    this.once = once;
    this.spool = spool;
    this.synchronous = synchronous;
    this.replay = new SpoolReplay(spool, background::rewrite, time);
  }

  @Override
  public Answer<Receipt, Refusal> append(Pending record, Kind kind, Deadline deadline) {
    return synchronous ? write(record, kind, deadline) : accept(record, deadline);
  }

  private Answer<Receipt, Refusal> accept(Pending record, Deadline deadline) {
    try {
      background.accept(record, deadline);
      return Answer.applied(receipt(record));
    } catch (UncheckedIOException e) {
      return Answer.refused(
          new Refusal("the store is behind and the spool took nothing: " + e.getMessage()));
    }
  }

  /** An outcome that is late is written in the background after all; an intent is not. */
  private Answer<Receipt, Refusal> write(Pending record, Kind kind, Deadline deadline) {
    return switch (once.put(record, deadline)) {
      case OncePuts.Fate.Written _ -> Answer.applied(receipt(record));
      case OncePuts.Fate.Another _ -> Answer.refused(new Refusal(MetRecord.ANOTHER + record.id()));
      case OncePuts.Fate.Open _ -> {
        if (kind == Kind.OUTCOME) {
          background.accept(record, deadline);
        }
        yield Answer.unknown("the audit record " + record.id() + " was not confirmed in time");
      }
    };
  }

  /** Closes {@code more} before itself. */
  void attach(Attached more) {
    attached.add(more);
  }

  private static Receipt receipt(Pending record) {
    return new Receipt(record.id(), record.facts().scope(), Optional.empty());
  }

  @Override
  public boolean flush(Deadline deadline) throws InterruptedException {
    return background.flush(deadline);
  }

  @Override
  public void close(Deadline deadline) {
    replay.close();
    attached.reversed().forEach(one -> one.close(deadline));
    background.close(deadline);
    spool.close();
  }
}
