package io.acteon.memory;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditPage;
import io.acteon.audit.AuditPosition;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditQuery.Order;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.audit.AuditSummary;
import io.acteon.audit.CursorSeal;
import io.acteon.audit.RangeTooLargeException;
import io.acteon.crypto.chain.Intake;
import io.acteon.store.Answer;
import io.acteon.store.StoreHealth;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Records in a sorted map under one lock. Thread-safe. */
final class MemoryAuditStore implements AuditStore {
  private static final int MAX_TOTAL = 10_000;

  private final AuditMode mode;
  private final Intake intake;
  private final Limits limits;
  private final TimeSource time;
  private final CursorSeal cursors;

  private final ReentrantLock lock = new ReentrantLock();
  private final NavigableMap<AuditPosition, AuditRecord> records = new TreeMap<>();
  private long lastCleanupNanos;

  /**
   * @param records the oldest go beyond this many
   * @param cleanup how often expired ones are dropped
   */
  record Limits(long records, Duration cleanup) {}

  MemoryAuditStore(AuditMode mode, Intake intake, Limits limits, TimeSource time) {
    this.mode = mode;
    this.intake = intake;
    this.limits = limits;
    this.time = time;
    this.lastCleanupNanos = time.nanos();
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    this.cursors = new CursorSeal(key);
  }

  @Override
  public AuditMode mode() {
    return mode;
  }

  @Override
  public Answer<Receipt, Refusal> intent(AuditRecord record, Deadline deadline) {
    return append(record);
  }

  @Override
  public Answer<Receipt, Refusal> outcome(
      AuditRecord record, Optional<Receipt> intent, Deadline deadline) {
    return append(record);
  }

  private Answer<Receipt, Refusal> append(AuditRecord record) {
    try {
      return put(intake.admit(record));
    } catch (IllegalArgumentException e) {
      return Answer.refused(new Refusal(String.valueOf(e.getMessage())));
    }
  }

  private Answer<Receipt, Refusal> put(AuditRecord admitted) {
    AuditPosition position = AuditPosition.ofDispatch(admitted);
    lock.lock();
    try {
      AuditRecord met = records.putIfAbsent(position, admitted);
      if (met != null && !met.equals(admitted)) {
        return Answer.refused(new Refusal("there is another record with the id " + admitted.id()));
      }
      makeRoom();
      return Answer.applied(new Receipt(admitted.id(), admitted.scope(), Optional.empty()));
    } finally {
      lock.unlock();
    }
  }

  private void makeRoom() {
    if (time.nanos() - lastCleanupNanos >= limits.cleanup().toNanos()) {
      lastCleanupNanos = time.nanos();
      records.values().removeIf(this::hasExpired);
    }
    while (records.size() > limits.records() && !mode.immutable()) {
      records.pollFirstEntry();
    }
  }

  @Override
  public AuditPage query(AuditQuery query, Deadline deadline) {
    Optional<AuditPosition> after = cursors.open(query);
    List<AuditRecord> matching = matching(query, after);
    int begin = after.isPresent() ? 0 : Math.min(query.offset(), matching.size());
    int end = Math.min(matching.size(), begin + query.limit());
    Optional<String> next =
        end < matching.size()
            ? Optional.of(cursors.seal(query, AuditPosition.ofDispatch(matching.get(end - 1))))
            : Optional.empty();
    OptionalLong total =
        after.isPresent()
            ? OptionalLong.empty()
            : OptionalLong.of(Math.min(MAX_TOTAL, matching.size()));
    return new AuditPage(matching.subList(begin, end), total, next);
  }

  private List<AuditRecord> matching(AuditQuery query, Optional<AuditPosition> after) {
    lock.lock();
    try {
      boolean ascending = query.order() == Order.SEQUENCE_ASCENDING;
      var ordered = ascending ? records : records.descendingMap();
      var rest = after.map(position -> ordered.tailMap(position, false)).orElse(ordered);
      return rest.values().stream()
          .filter(query::matches)
          .filter(record -> !hasExpired(record))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<AuditRecord> latest(
      String actionId, Predicate<AuditRecord> visible, Deadline deadline) {
    // The predicate is the caller's, so it runs outside the lock.
    return outcomesOf(actionId).stream().filter(visible).findFirst();
  }

  private List<AuditRecord> outcomesOf(String actionId) {
    lock.lock();
    try {
      return records.descendingMap().values().stream()
          .filter(record -> record.actionId().equals(actionId))
          .filter(record -> !record.isIntent() && !hasExpired(record))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void summarize(AuditQuery query, long most, Consumer<AuditSummary> to, Deadline deadline) {
    if (!query.filters().areDecidedBySummaries()) {
      throw new IllegalArgumentException("summaries tell neither callers nor signers");
    }
    List<AuditRecord> matching = matching(query, Optional.empty());
    if (matching.size() > most) {
      throw RangeTooLargeException.ofRecords(most);
    }
    matching.stream().map(AuditSummary::of).forEach(to);
  }

  private boolean hasExpired(AuditRecord record) {
    return record.expiresAt().filter(at -> !at.isAfter(time.now())).isPresent();
  }

  @Override
  public boolean flush(Deadline deadline) {
    return true;
  }

  @Override
  public StoreHealth probe(Deadline deadline) {
    return new StoreHealth.Up(Duration.ZERO);
  }

  @Override
  public void close() {}
}
