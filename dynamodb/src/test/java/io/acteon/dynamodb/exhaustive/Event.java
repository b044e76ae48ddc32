package io.acteon.dynamodb.exhaustive;

/** What a client goes through. {@code now} is its wall clock in epoch milliseconds. Immutable. */
sealed interface Event {
  /** It begins its next operation. */
  record Begins(long now) implements Event {}

  /** Its request was applied. */
  record Applied(Table.Shown shown, long now) implements Event {
    /** As a record's own, but several times as fast without the optimising compiler. */
    @Override
    public int hashCode() {
      return 31 * shown.hashCode() + Long.hashCode(now);
    }
  }

  /** Its request's condition did not hold; {@code open} as the attempt loop says it. */
  record Refused(Table.Shown met, boolean open, long now) implements Event {
    @Override
    public int hashCode() {
      return 31 * (31 * met.hashCode() + Long.hashCode(now)) + (open ? 1 : 0);
    }
  }

  /** An attempt ended without an answer. */
  record Loses(long now) implements Event {}

  /** The deadline of its operation came. */
  record GivesUp(long now) implements Event {}
}
