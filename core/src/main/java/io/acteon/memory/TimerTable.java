package io.acteon.memory;

import io.acteon.state.StateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** All timers, by key and by when they want attention next, under one monitor. Thread-safe. */
final class TimerTable {
  private static final Comparator<Cell> BY_WAKING =
      Comparator.comparing(Cell::wake).thenComparingLong(Cell::version);

  private final ReentrantLock monitor = new ReentrantLock();
  private final Map<StateKey, Cell> byKey = new HashMap<>();
  private final Map<String, TreeSet<Cell>> byClass = new HashMap<>();

  /**
   * A timer.
   *
   * @param wake when it may be claimed: when due, or when the lease of its claimant ends
   * @param version unique among all timers
   */
  record Cell(
      String timerClass,
      StateKey key,
      Instant due,
      String payload,
      Instant wake,
      boolean claimed,
      long version) {}

  Optional<Cell> get(StateKey key) {
    return guarded(() -> Optional.ofNullable(byKey.get(key)));
  }

  void put(Cell cell) {
    guarded(() -> {
      drop(cell.key());
      add(cell);
      return cell;
    });
  }

  /** Removes a timer if there is one that fits. */
  boolean remove(StateKey key, Predicate<Cell> fits) {
    return guarded(() -> {
      Cell there = byKey.get(key);
      if (there == null || !fits.test(there)) {
        return false;
      }
      drop(key);
      return true;
    });
  }

  /** Replaces a timer if there is one that fits. */
  boolean replace(Predicate<Cell> fits, Cell next) {
    return guarded(() -> {
      boolean fit = remove(next.key(), fits);
      if (fit) {
        add(next);
      }
      return fit;
    });
  }

  /** Changes the earliest timers of a class that want attention; answers them as they are then. */
  List<Cell> take(String timerClass, Instant now, int limit, UnaryOperator<Cell> claim) {
    return guarded(() -> {
      List<Cell> taken = new ArrayList<>();
      TreeSet<Cell> timers = byClass.getOrDefault(timerClass, new TreeSet<>(BY_WAKING));
      while (taken.size() < limit && !timers.isEmpty() && !timers.first().wake().isAfter(now)) {
        Cell next = claim.apply(timers.first());
        drop(next.key());
        taken.add(next);
      }
      taken.forEach(this::add);
      return taken;
    });
  }

  Optional<Instant> next(String timerClass) {
    return guarded(
        () -> Optional.ofNullable(byClass.get(timerClass)).map(timers -> timers.first().wake()));
  }

  private void add(Cell cell) {
    byKey.put(cell.key(), cell);
    byClass.computeIfAbsent(cell.timerClass(), _ -> new TreeSet<>(BY_WAKING)).add(cell);
  }

  private void drop(StateKey key) {
    Cell cell = byKey.remove(key);
    if (cell != null) {
      byClass.computeIfPresent(
          cell.timerClass(),
          (_, timers) -> timers.remove(cell) && timers.isEmpty() ? null : timers);
    }
  }

  private <T> T guarded(Supplier<T> work) {
    monitor.lock();
    try {
      return work.get();
    } finally {
      monitor.unlock();
    }
  }
}
