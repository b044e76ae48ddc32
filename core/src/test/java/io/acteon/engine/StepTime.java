package io.acteon.engine;

import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that jump ahead whenever somebody sleeps, and remember for how long. Thread-safe. */
final class StepTime implements TimeSource {
  final List<Duration> slept = new CopyOnWriteArrayList<>();
  private final AtomicLong nanos = new AtomicLong();

  void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Override
  public Instant now() {
    return Instant.parse("2026-01-01T00:00:00Z").plusNanos(nanos.get());
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public void sleep(Duration time) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    slept.add(time);
    advance(time);
  }
}
