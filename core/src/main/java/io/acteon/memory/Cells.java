package io.acteon.memory;

import io.acteon.state.StateKey;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * Immutable cells by key, each changed by one thread at a time. What is over is removed whenever
 * the number of cells has doubled, so memory stays within twice of what is needed and the work is
 * constant per write. Thread-safe.
 */
final class Cells<C> {
  private static final long FIRST_SWEEP = 1024;

  private final ConcurrentHashMap<StateKey, C> cells = new ConcurrentHashMap<>();
  private final AtomicLong sweepAt = new AtomicLong(FIRST_SWEEP);
  private final Over<C> over;

  /** Whether a cell means the same as none at epoch millisecond {@code now}, for good. */
  interface Over<C> {
    boolean isOver(C cell, long now);
  }

  Cells(Over<C> over) {
    this.over = over;
  }

  /** The cell, unless it is over. */
  Optional<C> read(StateKey key, long now) {
    return Optional.ofNullable(cells.get(key)).filter(cell -> !over.isOver(cell, now));
  }

  /**
   * Changes a cell.
   *
   * @param change from the cell there is to the one there shall be; called once, holding the key,
   *     so it must be short and touch no other cell
   */
  void change(StateKey key, long now, UnaryOperator<Optional<C>> change) {
    cells.compute(
        key,
        (_, cell) ->
            change
                .apply(Optional.ofNullable(cell).filter(there -> !over.isOver(there, now)))
                .orElse(null));
    long threshold = sweepAt.get();
    if (cells.mappingCount() >= threshold && sweepAt.compareAndSet(threshold, Long.MAX_VALUE)) {
      cells.values().removeIf(cell -> over.isOver(cell, now));
      sweepAt.set(Math.max(FIRST_SWEEP, 2 * cells.mappingCount()));
    }
  }

  long size() {
    return cells.mappingCount();
  }
}
