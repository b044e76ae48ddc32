package io.acteon.audit.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.acteon.audit.AuditSummary;
import io.acteon.audit.RangeTooLargeException;
import io.acteon.audit.analytics.AnalyticsReport.Bucket;
import io.acteon.audit.analytics.AnalyticsReport.Latency;
import io.acteon.model.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountingTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:34:56.789Z"); // A Sunday.

  private static AuditSummary summary(String type, long millis) {
    return new AuditSummary(
        new Scope("n", "t"), "email", type, "allow", Optional.empty(), "executed", NOON, millis);
  }

  private static Analytics counting(Metric metric, Interval interval) {
    return new Analytics(new Analytics.Question(metric, interval, Optional.empty(), 10));
  }

  @ParameterizedTest
  @CsvSource({
    "HOURLY,2026-03-01T12:00:00Z",
    "DAILY,2026-03-01T00:00:00Z",
    "WEEKLY,2026-02-23T00:00:00Z",
    "MONTHLY,2026-03-01T00:00:00Z",
  })
  void bucketsBeginWhereTheirIntervalDoes(Interval interval, Instant beginning) {
    Analytics analytics = counting(Metric.VOLUME, interval);
    analytics.add(summary("send", 1));

    assertThat(analytics.report().buckets())
        .containsExactly(
            new Bucket(beginning, Optional.empty(), 1, Optional.empty(), OptionalDouble.empty()));
  }

  @Test
  void percentilesAreExactAndLinearBetweenTwoDurations() {
    Analytics analytics = counting(Metric.LATENCY, Interval.DAILY);
    for (long millis : new long[] {30, 10, 40, 20}) {
      analytics.add(summary("send", millis));
    }

    Latency latency = analytics.report().buckets().getFirst().latency().orElseThrow();
    assertThat(latency.average()).isEqualTo(25);
    assertThat(latency.p50()).isEqualTo(25);
    assertThat(latency.p95()).isCloseTo(38.5, within(1e-9));
    assertThat(latency.p99()).isCloseTo(39.7, within(1e-9));
  }

  @Test
  void whatCannotBeKeptApartIsRefusedNotCut() {
    Analytics durations = counting(Metric.LATENCY, Interval.DAILY);
    for (int i = 1; i < Analytics.MOST_KEPT; i++) {
      durations.add(summary("send", i));
      durations.add(summary("send", i));
    }
    assertThat(durations.report().total()).isEqualTo(2L * (Analytics.MOST_KEPT - 1));
    assertThatThrownBy(() -> durations.add(summary("send", 0)))
        .isInstanceOf(RangeTooLargeException.class)
        .hasMessageContaining("narrow from and to");

    var kinds = new Coverage();
    for (int i = 0; i < Coverage.MOST_KINDS; i++) {
      kinds.add(summary("type-" + i, 1));
    }
    assertThat(kinds.report(List.of()).entries()).hasSize(Coverage.MOST_KINDS);
    assertThatThrownBy(() -> kinds.add(summary("one-more", 1)))
        .isInstanceOf(RangeTooLargeException.class)
        .hasMessageContaining("more than " + Coverage.MOST_KINDS + " combinations");
  }
}
