package io.acteon.dynamodb.exhaustive;

import java.util.List;

/**
 * One moment of a history: all that decides what can happen from here on and how it will be judged.
 * Immutable; equal moments have equal futures.
 *
 * @param table as it is
 * @param before as it was before the last write that changed it, for reads that may be stale
 * @param seats the clients
 * @param late requests that may still arrive, or never
 * @param faults how many requests were lost or doubled
 * @param phase how often time passed
 * @param epoch how often calls came after returns: the clock of real time order
 * @param returned whether an operation returned in this epoch
 */
record World<I, O>(
    Table.Snapshot table,
    Table.Snapshot before,
    List<Seat<I, O>> seats,
    List<Message> late,
    int faults,
    int phase,
    int epoch,
    boolean returned) {

  World {
    seats = List.copyOf(seats);
    late = List.copyOf(late);
  }

  /** As a record's own, but several times as fast without the optimising compiler. */
  @Override
  public int hashCode() {
    int hash = 31 * table.hashCode() + before.hashCode();
    for (Seat<I, O> seat : seats) {
      hash = 31 * hash + seat.hashCode();
    }
    for (Message message : late) {
      hash = 31 * hash + message.hashCode();
    }
    return 31 * (31 * (31 * hash + faults) + phase) + 2 * epoch + (returned ? 1 : 0);
  }

  /** How many operations have begun. */
  int begun() {
    int begun = 0;
    for (Seat<I, O> seat : seats) {
      begun += seat.spans().size();
    }
    return begun;
  }

  /** The same for those who cannot see what was before. */
  World<I, O> forgetful() {
    return before == table
        ? this
        : new World<>(table, table, seats, late, faults, phase, epoch, returned);
  }

  /**
   * A client and when its operations took place.
   *
   * @param began how many operations had begun when its last one did: its clock ticks with them,
   *     and stands while an operation lasts
   * @param spans of the operations that it has begun
   */
  record Seat<I, O>(Client<I, O>.State state, int began, List<Span> spans) {
    Seat {
      spans = List.copyOf(spans);
    }

    @Override
    public int hashCode() {
      int hash = 31 * state.hashCode() + began;
      for (Span span : spans) {
        hash = 31 * (31 * hash + span.called()) + span.returned();
      }
      return hash;
    }
  }

  /** The epochs of a call and of its return; -1 while it has not returned. */
  record Span(int called, int returned) {}
}
