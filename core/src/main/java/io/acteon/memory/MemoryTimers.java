package io.acteon.memory;

import io.acteon.memory.TimerTable.Cell;
import io.acteon.state.Entries;
import io.acteon.state.StateKey;
import io.acteon.state.Timers;
import io.acteon.state.Version;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Timers in memory: due timers of the past are lost with the process. Thread-safe. */
final class MemoryTimers implements Timers {
  private final Space space;
  private final TimeSource time;

  MemoryTimers(Space space, TimeSource time) {
    this.space = space;
    this.time = time;
  }

  @Override
  public Answer<Version, Void> put(
      String timerClass, StateKey key, Instant due, String payload, Deadline deadline) {
    Cell cell = cell(timerClass, key, due, payload);
    space.timers.put(cell);
    return Answer.applied(new Version(cell.version()));
  }

  @Override
  public Answer<Version, Entries.Absent> remove(StateKey key, Deadline deadline) {
    return space.timers.remove(Names.checked(key), _ -> true)
        ? Answer.applied(new Version(space.nextVersion(time)))
        : Answer.refused(new Entries.Absent());
  }

  @Override
  public Optional<Timer> get(StateKey key, Deadline deadline) {
    return space.timers.get(Names.checked(key)).map(MemoryTimers::timer);
  }

  @Override
  public List<Claimed> claimDue(String timerClass, int limit, Duration lease, Deadline deadline) {
    checkClass(timerClass);
    if (limit < 1 || !lease.isPositive()) {
      throw new IllegalArgumentException(
          "a claim of %d timers for %s: both must be positive".formatted(limit, lease));
    }
    Instant now = time.now();
    return space
        .timers
        .take(
            timerClass,
            now,
            limit,
            due ->
                new Cell(
                    timerClass,
                    due.key(),
                    due.due(),
                    due.payload(),
                    now.plus(lease),
                    true,
                    space.nextVersion(time)))
        .stream()
        .map(MemoryTimers::claimed)
        .toList();
  }

  @Override
  public Answer<Entries.Absent, Entries.Absent> complete(Claimed timer, Deadline deadline) {
    Entries.Absent absent = new Entries.Absent();
    return space.timers.remove(timer.key(), there -> isClaim(timer, there))
        ? Answer.applied(absent)
        : Answer.refused(absent);
  }

  @Override
  public Answer<Version, Entries.Absent> reschedule(
      Claimed timer, Instant due, String payload, Deadline deadline) {
    Cell next = cell(timer.timerClass(), timer.key(), due, payload);
    return space.timers.replace(there -> isClaim(timer, there), next)
        ? Answer.applied(new Version(next.version()))
        : Answer.refused(new Entries.Absent());
  }

  @Override
  public Optional<Instant> nextDue(String timerClass, Deadline deadline) {
    checkClass(timerClass);
    return space.timers.next(timerClass);
  }

  private Cell cell(String timerClass, StateKey key, Instant due, String payload) {
    checkClass(timerClass);
    Names.checked(key);
    Names.unicode("the payload of a timer", payload);
    Instant millis = due.truncatedTo(ChronoUnit.MILLIS);
    return new Cell(timerClass, key, millis, payload, millis, false, space.nextVersion(time));
  }

  private static void checkClass(String timerClass) {
    if (!timerClass.matches("[a-z][a-z0-9_:]{0,63}")) {
      throw new IllegalArgumentException(
          "timer class '%s' must be 1 to 64 of a-z, 0-9, '_' and ':', beginning with a letter"
              .formatted(timerClass));
    }
  }

  private static boolean isClaim(Claimed claimed, Cell there) {
    return there.claimed() && there.version() == claimed.version().value();
  }

  private static Timer timer(Cell cell) {
    return new Timer(
        cell.timerClass(), cell.key(), cell.due(), cell.payload(), new Version(cell.version()));
  }

  private static Claimed claimed(Cell cell) {
    return new Claimed(
        cell.timerClass(),
        cell.key(),
        cell.due(),
        cell.payload(),
        "claim-" + cell.version(),
        new Version(cell.version()));
  }
}
