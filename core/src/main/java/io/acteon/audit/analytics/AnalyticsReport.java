package io.acteon.audit.analytics;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was counted. Immutable.
 *
 * @param buckets those that have records, by time, then by group
 * @param top the most frequent values of what the metric ranks, if it ranks anything
 * @param total how many records there are in all
 */
public record AnalyticsReport(List<Bucket> buckets, List<Top> top, long total) {
  public AnalyticsReport {
    buckets = List.copyOf(buckets);
    top = List.copyOf(top);
  }

  /**
   * The records of one interval, and of one group where they are told apart.
   *
   * @param errorRate from 0 to 1, where that is the metric
   */
  public record Bucket(
      Instant beginning,
      Optional<String> group,
      long count,
      Optional<Latency> latency,
      OptionalDouble errorRate) {}

  /** Milliseconds. */
  public record Latency(double average, double p50, double p95, double p99) {}

  /**
   * A value and how often it was there.
   *
   * @param percentage of all records, from 0 to 100
   */
  public record Top(String label, long count, double percentage) {}
}
