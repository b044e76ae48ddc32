package io.acteon.dynamodb.exhaustive;

import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A wall clock that is set, forwards or backwards. For one thread. */
final class SetTime implements TimeSource {
  private Instant now = Instant.EPOCH;

  void set(long millis) {
    now = Instant.ofEpochMilli(millis);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public long nanos() {
    return TimeUnit.MILLISECONDS.toNanos(now.toEpochMilli()); // No clock here is ever set back.
  }

  @Override
  public void sleep(Duration time) {
    throw new UnsupportedOperationException("the protocol of items does not sleep");
  }
}
