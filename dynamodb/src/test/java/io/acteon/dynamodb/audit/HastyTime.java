package io.acteon.dynamodb.audit;

import io.acteon.testkit.time.FakeTime;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * A test's clocks, on which a verification's pause before a second look takes no time: nobody would
 * advance them meanwhile. Thread-safe.
 */
record HastyTime(FakeTime time) implements TimeSource {
  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public long nanos() {
    return time.nanos();
  }

  @Override
  public void sleep(Duration pause) throws InterruptedException {
    if (!pause.equals(TableEvidence.PAUSE)) {
      time.sleep(pause);
    }
  }

  @Override
  public boolean await(CompletableFuture<?> signal, Duration atMost) throws InterruptedException {
    return time.await(signal, atMost);
  }
}
