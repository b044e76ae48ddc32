package io.acteon.bench.compare;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Ids of letters and digits, all of one length, never given twice. Thread-safe. */
public final class Ids {
  private final long run = ThreadLocalRandom.current().nextLong();
  private final AtomicLong number = new AtomicLong();

  public String fresh() {
    return "%016x%012d".formatted(run, number.incrementAndGet());
  }

  public List<String> fresh(int many) {
    return Stream.generate(this::fresh).limit(many).toList();
  }
}
