package io.acteon.dynamodb.exhaustive;

import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

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
    throw new UnsupportedOperationException("the protocol of items knows no monotonic clock");
  }

  @Override
  public void sleep(Duration time) {
    throw new UnsupportedOperationException("the protocol of items does not sleep");
  }
}
