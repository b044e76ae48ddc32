package io.acteon.audit.analytics;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Durations in whole milliseconds, each distinct one counted, so that percentiles are exact. Not
 * thread-safe.
 */
final class Durations {
  private final NavigableMap<Long, Long> counts = new TreeMap<>();
  private long count;
  private double sum;

  /** Answers whether it is one that was not there before. */
  boolean add(long millis) {
    count++;
    sum += millis;
    return counts.merge(millis, 1L, Long::sum) == 1;
  }

  double average() {
    return sum / count;
  }

  /**
   * The value below which the share {@code p} of the durations lies, between two of them in
   * proportion (as {@code percentile_cont} of SQL does).
   */
  double percentile(double p) {
    double rank = p * (count - 1);
    long below = (long) Math.floor(rank);
    double low = at(below);
    double fraction = rank - below;
    return fraction == 0 ? low : low + (at(below + 1) - low) * fraction;
  }

  /** The duration at {@code index}, counted from the shortest. */
  private long at(long index) {
    long seen = 0;
    for (Map.Entry<Long, Long> one : counts.entrySet()) {
      seen += one.getValue();
      if (seen > index) {
        return one.getKey();
      }
    }
    throw new IllegalArgumentException("there are " + count + " durations, none at " + index);
  }
}
