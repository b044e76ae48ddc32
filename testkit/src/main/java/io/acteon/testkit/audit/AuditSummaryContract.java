package io.acteon.testkit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditQuery.Filters;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.audit.AuditSummary;
import io.acteon.audit.RangeTooLargeException;
import io.acteon.audit.analytics.Analytics;
import io.acteon.audit.analytics.AnalyticsReport;
import io.acteon.audit.analytics.Coverage;
import io.acteon.audit.analytics.CoverageReport;
import io.acteon.audit.analytics.Grouping;
import io.acteon.audit.analytics.Interval;
import io.acteon.audit.analytics.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;

/** What every trail must tell for counting, and what is counted from it. */
public abstract class AuditSummaryContract extends AuditStoreContract {
  private static final int SPAN_MILLIS = 3_000_000;
  private static final double EXACT = 1e-9;

  private TrailModel filled(AuditStore store, int count) {
    var model = new TrailModel();
    // Reaching back over the beginnings of hours, days, a week and a month.
    Duration[] ago = {Duration.ZERO, Duration.ofHours(5), Duration.ofDays(4), Duration.ofDays(29)};
    AuditRecord[] records =
        Stream.generate(() -> time.now().minus(ago[random.nextInt(ago.length)]))
            .map(from -> samples.drawn(from.minusMillis(SPAN_MILLIS), SPAN_MILLIS))
            .limit(count)
            .toArray(AuditRecord[]::new);
    write(store, records).forEach(model::add);
    return model;
  }

  private List<AuditSummary> summaries(AuditStore store, AuditQuery query) {
    var found = new ArrayList<AuditSummary>();
    store.summarize(query, 10_000, found::add, deadline());
    return found;
  }

  @Test
  void theSummariesAreThoseOfTheRecordsThatTheQueryMeans() {
    AuditStore store = open();
    TrailModel model = filled(store, 150);
    var draw = new QueryDraw(random);
    Instant begin = time.now().minusMillis(SPAN_MILLIS);
    for (int i = 0; i < 60; i++) {
      if (i == 50) {
        time.advance(Duration.ofSeconds(60));
      }
      AuditQuery query = draw.next(begin, SPAN_MILLIS);
      if (!query.filters().areDecidedBySummaries()) {
        assertThatThrownBy(() -> summaries(store, query))
            .isInstanceOf(IllegalArgumentException.class);
        continue;
      }
      assertThat(summaries(store, query))
          .as("query %d %s, seed %d", i, query, seed)
          .containsExactlyInAnyOrderElementsOf(
              model.shown(query, time.now()).map(AuditSummary::of).toList());
    }
  }

  @Test
  void everyCountAgreesWithTheModel() {
    AuditStore store = open();
    TrailModel trail = filled(store, 200);
    var everything = AuditQuery.newest(1);
    var model = new AnalyticsModel(trail.shown(everything, time.now()).toList());
    for (Metric metric : Metric.values()) {
      for (Interval interval : Interval.values()) {
        for (Optional<Grouping> by :
            List.of(Optional.<Grouping>empty(), Optional.of(anyOf(Grouping.values())))) {
          int topN = 1 + random.nextInt(5);
          var question = new Analytics.Question(metric, interval, by, topN);
          var analytics = new Analytics(question);
          store.summarize(everything, 10_000, analytics::add, deadline());
          AnalyticsReport report = analytics.report();
          assertThat(report.buckets())
              .as("%s, seed %d", question, seed)
              .usingRecursiveFieldByFieldElementComparator(tolerant())
              .isEqualTo(
                  model.buckets(
                      interval, by, metric == Metric.LATENCY, metric == Metric.ERROR_RATE));
          assertThat(report.top())
              .as("%s, seed %d", question, seed)
              .usingRecursiveFieldByFieldElementComparator(tolerant())
              .isEqualTo(
                  switch (metric) {
                    case OUTCOME_BREAKDOWN -> model.top(AuditRecord::outcome, topN);
                    case TOP_ACTION_TYPES -> model.top(AuditRecord::actionType, topN);
                    case VOLUME, LATENCY, ERROR_RATE -> List.of();
                  });
          assertThat(report.total()).isEqualTo(trail.shown(everything, time.now()).count());
        }
      }
    }
  }

  private <T> T anyOf(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static RecursiveComparisonConfiguration tolerant() {
    return RecursiveComparisonConfiguration.builder()
        .withComparatorForType(
            (a, b) -> Math.abs(a - b) <= EXACT * Math.max(1, Math.abs(a)) ? 0 : 1, Double.class)
        .build();
  }

  @Test
  void coverageAgreesWithTheModel() {
    AuditStore store = open();
    TrailModel trail = filled(store, 120);
    var everything = AuditQuery.newest(1);
    var coverage = new Coverage();
    store.summarize(everything, 10_000, coverage::add, deadline());

    CoverageReport report = coverage.report(List.of("rule-0", "rule-1", "rule-2", "never"));

    assertThat(report.entries())
        .as("seed %d", seed)
        .isEqualTo(new AnalyticsModel(trail.shown(everything, time.now()).toList()).coverage());
    assertThat(report.unmatchedRules()).contains("never");
    assertThat(report.totalActions()).isEqualTo(trail.shown(everything, time.now()).count());
  }

  @Test
  void moreThanMayBeToldIsRefusedNotCut() {
    AuditStore store = open();
    for (int i = 0; i < 5; i++) {
      write(store, samples.record(SCOPE));
    }
    var seen = new ArrayList<AuditSummary>();
    store.summarize(AuditQuery.newest(1), 5, seen::add, deadline());

    assertThat(seen).hasSize(5);
    assertThatThrownBy(() -> store.summarize(AuditQuery.newest(1), 4, _ -> {}, deadline()))
        .isInstanceOf(RangeTooLargeException.class)
        .hasMessageContaining("more than 4 records match");
    assertThat(summaries(store, AuditQuery.newest(1).matching(Filters.ofOutcome("pending"))))
        .isEmpty();
  }
}
