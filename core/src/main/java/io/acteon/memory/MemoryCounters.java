package io.acteon.memory;

import io.acteon.state.Counters;
import io.acteon.state.Entries;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.Ttl;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Counters and rates in memory. Thread-safe. */
final class MemoryCounters implements Counters {
  private final Space space;
  private final TimeSource time;

  MemoryCounters(Space space, TimeSource time) {
    this.space = space;
    this.time = time;
  }

  /** A counter in its present life. */
  record Tally(long value, Optional<Instant> expiresAt) {
    boolean isOver(long now) {
      return expiresAt.map(x -> x.toEpochMilli() <= now).orElse(false);
    }
  }

  /** When the next permit would be due if permits came evenly, in epoch microseconds. */
  record Arrival(long micros) {
    boolean isOver(long now) {
      return micros < now * 1000;
    }
  }

  @Override
  public Answer<Count, Void> increment(StateKey key, long delta, Ttl ttl, Deadline deadline) {
    Counters.checkStep(delta);
    long now = time.millis();
    Optional<Instant> expiry =
        switch (ttl) {
          case Ttl.Never _ -> Optional.empty();
          case Ttl.After(var after) -> Optional.of(Instant.ofEpochMilli(now).plus(after));
          case Ttl.Keep _ ->
              throw new IllegalArgumentException(
                  "Ttl.KEEP on an increment: the first one of a life sets its expiry");
        };
    AtomicReference<Tally> after = new AtomicReference<>();
    space.tallies.change(
        checked(key),
        now,
        there -> {
          after.set(
              there
                  .map(tally -> new Tally(sum(tally.value(), delta), tally.expiresAt()))
                  .orElseGet(() -> new Tally(delta, expiry)));
          return Optional.of(after.get());
        });
    return Answer.applied(count(after.get()));
  }

  @Override
  public Optional<Count> read(StateKey key, Deadline deadline) {
    return space.tallies.read(checked(key), time.millis()).map(MemoryCounters::count);
  }

  @Override
  public Answer<Entries.Absent, Entries.Absent> delete(StateKey key, Deadline deadline) {
    AtomicReference<Answer<Entries.Absent, Entries.Absent>> answer = new AtomicReference<>();
    space.tallies.change(
        checked(key),
        time.millis(),
        there -> {
          Entries.Absent absent = new Entries.Absent();
          answer.set(there.isPresent() ? Answer.applied(absent) : Answer.refused(absent));
          return Optional.empty();
        });
    return answer.get();
  }

  @Override
  public Answer<Admitted, Rejected> admit(StateKey key, Rate rate, Deadline deadline) {
    Instant instant = time.now();
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    long interval = Math.ceilDiv(rate.period().toNanos(), rate.permits() * 1000);
    long slack = (rate.burst() - 1) * interval;
    AtomicReference<Answer<Admitted, Rejected>> answer = new AtomicReference<>();
    space.arrivals.change(
        checked(key),
        instant.toEpochMilli(),
        there -> {
          long arrival = Math.max(there.map(Arrival::micros).orElse(now), now);
          long wait = arrival - slack - now;
          if (wait > 0) {
            answer.set(Answer.refused(new Rejected(Duration.of(wait, ChronoUnit.MICROS))));
            return there;
          }
          answer.set(Answer.applied(new Admitted()));
          return Optional.of(new Arrival(arrival + interval));
        });
    return answer.get();
  }

  /** Of two numbers that are within {@link #MOST}. */
  private static long sum(long value, long delta) {
    if (delta > 0 ? value > MOST - delta : value < -MOST - delta) {
      throw new StoreException.Rejected(
          "the counter would be further from zero than 2^62: %d and %d".formatted(value, delta));
    }
    return value + delta;
  }

  private static StateKey checked(StateKey key) {
    return Names.checked(key, Kind.Shape.COUNTER);
  }

  private static Count count(Tally tally) {
    return new Count(tally.value(), tally.expiresAt());
  }
}
