package io.acteon.audit;

import java.util.Comparator;

/**
 * A record's place in an ordering: its dispatch time in epoch milliseconds or its sequence number,
 * then its id. Immutable.
 */
public record AuditPosition(long number, String id) implements Comparable<AuditPosition> {
  private static final Comparator<AuditPosition> ORDER =
      Comparator.comparingLong(AuditPosition::number).thenComparing(AuditPosition::id);

  /** The place by dispatch time. */
  public static AuditPosition ofDispatch(AuditRecord record) {
    return new AuditPosition(record.dispatchedAt().toEpochMilli(), record.id());
  }

  @Override
  public int compareTo(AuditPosition other) {
    return ORDER.compare(this, other);
  }
}
