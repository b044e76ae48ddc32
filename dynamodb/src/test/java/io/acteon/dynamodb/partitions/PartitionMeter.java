package io.acteon.dynamodb.partitions;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Write units by partition key and second of virtual time; they may come in any order. Not
 * thread-safe.
 */
final class PartitionMeter {
  /** What one partition takes in a second (AWS: "Designing partition keys"). */
  static final double MOST_WRITES = 1_000;

  private final Map<String, Map<Long, Double>> bySecond = new HashMap<>();
  private double total;

  /** The partition key with the busiest second, what was written then, and its share of all. */
  record Hottest(String partition, double peakPerSecond, double share) {}

  void write(String partition, double units, Duration at) {
    bySecond
        .computeIfAbsent(partition, _ -> new HashMap<>(4))
        .merge(at.toSeconds(), units, Double::sum);
    total += units;
  }

  int partitions() {
    return bySecond.size();
  }

  double total() {
    return total;
  }

  Hottest hottest() {
    return bySecond.entrySet().stream()
        .map(entry ->
            new Hottest(
                entry.getKey(),
                entry.getValue().values().stream().mapToDouble(d -> d).max().orElse(0),
                entry.getValue().values().stream().mapToDouble(d -> d).sum() / total))
        .max(Comparator.comparingDouble(Hottest::peakPerSecond))
        .orElseThrow(() -> new IllegalStateException("nothing was written"));
  }
}
