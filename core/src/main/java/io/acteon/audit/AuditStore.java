package io.acteon.audit;

import io.acteon.model.Scope;
import io.acteon.store.Answer;
import io.acteon.store.StoreHealth;
import io.acteon.time.Deadline;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The audit trail. Thread-safe. Reads throw {@link io.acteon.store.StoreException}. */
public interface AuditStore extends AutoCloseable {

  AuditMode mode();

  /**
   * Makes it durable that {@code record} (outcome {@link AuditRecord#PENDING}) is about to be done.
   * Called before a provider is, and only where {@link AuditMode#synchronous()}. Whoever is
   * refused, or does not know, must not go on.
   */
  Answer<Receipt, Refusal> intent(AuditRecord record, Deadline deadline);

  /**
   * Records what came of an action. Where {@link AuditMode#synchronous()}, applied means durable.
   * Otherwise applied means accepted: it is written in the background, and survives a crash only
   * once it is; when the background falls behind, this waits briefly, then spools to disk.
   *
   * @param intent the receipt of the intent that this is the outcome of, if there was one
   */
  Answer<Receipt, Refusal> outcome(AuditRecord record, Optional<Receipt> intent, Deadline deadline);

  /** A page of the trail, as the query asks. Records whose time has come are not shown. */
  AuditPage query(AuditQuery query, Deadline deadline);

  /**
   * The latest outcome of an action among the records whose scope the caller may see.
   *
   * @param visible applied before the latest is taken
   */
  Optional<AuditRecord> latest(String actionId, Predicate<AuditRecord> visible, Deadline deadline);

  /**
   * Tells in no particular order what can be known of every record that the query means without
   * reading it; order, limit, offset and cursor do not matter. For counting: a store may lag behind
   * its records by moments.
   *
   * @param most how many it may be
   * @param to is called by one thread at a time
   * @throws RangeTooLargeException when it would be more than {@code most}
   * @throws IllegalArgumentException when the query filters by caller, signer or key, which cannot
   *     be known without reading the records
   */
  void summarize(AuditQuery query, long most, Consumer<AuditSummary> to, Deadline deadline);

  /** What can be proved of the trail; empty where records are not chained. */
  default Optional<AuditChain> chain() {
    return Optional.empty();
  }

  /** How the trail fares in this process; asks nobody, so that watchers may ask often. */
  default TrailCondition condition() {
    return TrailCondition.GOOD;
  }

  /** Waits until everything accepted so far is durable, or the deadline; whether it is. */
  boolean flush(Deadline deadline) throws InterruptedException;

  /** Asks the store whether it answers; never throws. */
  StoreHealth probe(Deadline deadline);

  @Override
  void close();

  /**
   * Makes durable what it can until {@code deadline}, keeps the rest elsewhere if it has a place,
   * and ends.
   */
  default void close(Deadline deadline) {
    close();
  }

  /** That a record is in the trail (or accepted, in plain mode). */
  record Receipt(String recordId, Scope scope, Optional<AuditRecord.ChainPosition> position) {}

  /** Why a record was not taken. */
  record Refusal(String reason) {}
}
