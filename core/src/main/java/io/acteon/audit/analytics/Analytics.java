package io.acteon.audit.analytics;

import io.acteon.audit.AuditSummary;
import io.acteon.audit.RangeTooLargeException;
import io.acteon.audit.analytics.AnalyticsReport.Bucket;
import io.acteon.audit.analytics.AnalyticsReport.Latency;
import io.acteon.audit.analytics.AnalyticsReport.Top;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Counts records as they come, in any order. Needs memory for what it answers and for distinct
 * durations, not for records. Not thread-safe.
 */
public final class Analytics {
  /** What is kept apart at most: buckets, labels and distinct durations, about 100 bytes each. */
  static final int MOST_KEPT = 200_000;

  private static final String ERROR = "failed";

  private final Question question;
  private final Map<Cell, Counts> cells = new TreeMap<>(Cell.ORDER);
  private final Map<String, Long> labels = new HashMap<>();
  private int kept;
  private long total;

  /**
   * What is asked.
   *
   * @param topN how many of the most frequent are told
   */
  public record Question(Metric metric, Interval interval, Optional<Grouping> grouping, int topN) {}

  private record Cell(Instant beginning, Optional<String> group) {
    static final Comparator<Cell> ORDER =
        Comparator.comparing(Cell::beginning).thenComparing(cell -> cell.group().orElse(""));
  }

  private static final class Counts {
    private long count;
    private long errors;
    private final Durations durations = new Durations();
  }

  public Analytics(Question question) {
    this.question = question;
  }

  /**
   * Counts one record.
   *
   * @throws RangeTooLargeException when there are too many buckets or groups to answer
   */
  public void add(AuditSummary summary) {
    total++;
    var cell =
        new Cell(
            question.interval().beginning(summary.dispatchedAt()),
            question.grouping().map(grouping -> grouping.of(summary)));
    Counts counts = cells.get(cell);
    if (counts == null) {
      counts = new Counts();
      cells.put(cell, counts);
      keep();
    }
    counts.count++;
    switch (question.metric()) {
      case VOLUME -> {}
      case OUTCOME_BREAKDOWN -> label(summary.outcome());
      case TOP_ACTION_TYPES -> label(summary.actionType());
      case LATENCY -> {
        if (counts.durations.add(summary.durationMs())) {
          keep();
        }
      }
      case ERROR_RATE -> counts.errors += summary.outcome().equals(ERROR) ? 1 : 0;
    }
  }

  private void label(String label) {
    if (labels.merge(label, 1L, Long::sum) == 1) {
      keep();
    }
  }

  private void keep() {
    if (++kept > MOST_KEPT) {
      throw new RangeTooLargeException(
          "there are too many buckets, groups or durations to tell apart; narrow from and to, ask"
              + " for a longer interval, or leave group_by out");
    }
  }

  public AnalyticsReport report() {
    List<Bucket> buckets =
        cells.entrySet().stream().map(cell -> bucket(cell.getKey(), cell.getValue())).toList();
    return new AnalyticsReport(buckets, top(), total);
  }

  private Bucket bucket(Cell cell, Counts counts) {
    Metric metric = question.metric();
    return new Bucket(
        cell.beginning(),
        cell.group(),
        counts.count,
        metric == Metric.LATENCY ? Optional.of(latency(counts.durations)) : Optional.empty(),
        metric == Metric.ERROR_RATE
            ? OptionalDouble.of((double) counts.errors / counts.count)
            : OptionalDouble.empty());
  }

  private static Latency latency(Durations durations) {
    return new Latency(
        durations.average(),
        durations.percentile(0.5),
        durations.percentile(0.95),
        durations.percentile(0.99));
  }

  private List<Top> top() {
    return labels.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(question.topN())
        .map(one -> new Top(one.getKey(), one.getValue(), 100.0 * one.getValue() / total))
        .toList();
  }
}
