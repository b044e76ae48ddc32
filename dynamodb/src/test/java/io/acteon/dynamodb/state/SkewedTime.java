package io.acteon.dynamodb.state;

import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** The machine's clocks, the wall clock off by {@code skew}. */
public record SkewedTime(Duration skew) implements TimeSource {
  @Override
  public Instant now() {
    return TimeSource.system().now().plus(skew);
  }

  @Override
  public long nanos() {
    return TimeSource.system().nanos();
  }

  @Override
  public void sleep(Duration time) throws InterruptedException {
    TimeSource.system().sleep(time);
  }
}
