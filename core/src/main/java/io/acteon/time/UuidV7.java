package io.acteon.time;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes version 7 UUIDs (RFC 9562, method 3: a counter below the millisecond), strictly increasing
 * within one instance. Thread-safe.
 */
public final class UuidV7 {
  private final TimeSource time;
  private final SecureRandom random = new SecureRandom();

  /** 48 bits of milliseconds and 12 bits of counter, as they stand in the UUID's upper half. */
  private final AtomicLong last = new AtomicLong();

  public UuidV7(TimeSource time) {
    this.time = time;
  }

  public UUID next() {
    long floor = time.millis() << 12;
    long stamp = last.updateAndGet(previous -> Math.max(previous + 1, floor));
    long upper = (stamp >>> 12) << 16 | 0x7000L | (stamp & 0xFFF);
    long lower = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(upper, lower);
  }
}
