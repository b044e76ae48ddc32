package io.acteon.memory;

import io.acteon.time.TimeSource;
import java.util.concurrent.atomic.AtomicLong;

/** The data that the stores of one backend share. Thread-safe. */
final class Space {
  final EntryTable entries = new EntryTable();
  final Cells<MemoryCounters.Tally> tallies = new Cells<>((tally, now) -> tally.isOver(now));
  final Cells<MemoryCounters.Arrival> arrivals = new Cells<>((arrival, now) -> arrival.isOver(now));
  final Cells<MemoryClaims.Attempt> claims = new Cells<>((claim, now) -> claim.isOver(now));
  final ClaimWatches watches = new ClaimWatches();
  final LockTable locks = new LockTable();
  final TimerTable timers = new TimerTable();
  private final AtomicLong lastVersion = new AtomicLong();

  /**
   * The next version or token: microseconds of the wall clock, or one more than the last. One
   * sequence for all keys grows for each of them.
   */
  long nextVersion(TimeSource time) {
    return lastVersion.updateAndGet(last -> Math.max(last + 1, time.millis() * 1000));
  }
}
