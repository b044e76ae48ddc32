package io.acteon.simulator.accounting;

/** What one partition key consumed: in all, and in its busiest second. Not thread-safe. */
final class KeyUse {
  private double reads;
  private double writes;
  private long second = Long.MIN_VALUE;
  private double secondReads;
  private double secondWrites;
  private double peakReads;
  private double peakWrites;

  void add(boolean write, double units, long epochSecond) {
    if (epochSecond != second) {
      second = epochSecond;
      secondReads = 0;
      secondWrites = 0;
    }
    if (write) {
      writes += units;
      secondWrites += units;
      peakWrites = Math.max(peakWrites, secondWrites);
    } else {
      reads += units;
      secondReads += units;
      peakReads = Math.max(peakReads, secondReads);
    }
  }

  double reads() {
    return reads;
  }

  double writes() {
    return writes;
  }

  double peakReads() {
    return peakReads;
  }

  double peakWrites() {
    return peakWrites;
  }
}
