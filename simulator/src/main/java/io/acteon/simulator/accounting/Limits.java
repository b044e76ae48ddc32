package io.acteon.simulator.accounting;

import java.time.Duration;

/**
 * How much capacity a second one partition key and one whole table (or index) may consume; zero
 * means no limit. Immutable.
 *
 * @param burst how many seconds of unused capacity may be saved up
 */
public record Limits(
    double partitionWrites,
    double partitionReads,
    double tableWrites,
    double tableReads,
    Duration burst) {
  public Limits {
    if (partitionWrites < 0 || partitionReads < 0 || tableWrites < 0 || tableReads < 0) {
      throw new IllegalArgumentException("a limit is negative; use 0 for none");
    }
    if (burst.isNegative() || burst.isZero()) {
      throw new IllegalArgumentException("burst is " + burst + "; it must be positive");
    }
  }

  /** No limits. */
  public static Limits none() {
    return new Limits(0, 0, 0, 0, Duration.ofSeconds(1));
  }

  /** AWS's limits of a partition: 1,000 write and 3,000 read units a second. */
  public static Limits aws() {
    return new Limits(1000, 3000, 0, 0, Duration.ofSeconds(1));
  }

  public Limits withPartition(double writes, double reads) {
    return new Limits(writes, reads, tableWrites, tableReads, burst);
  }

  public Limits withTable(double writes, double reads) {
    return new Limits(partitionWrites, partitionReads, writes, reads, burst);
  }

  public Limits withBurst(Duration longest) {
    return new Limits(partitionWrites, partitionReads, tableWrites, tableReads, longest);
  }

  boolean isNone() {
    return partitionWrites == 0 && partitionReads == 0 && tableWrites == 0 && tableReads == 0;
  }
}
