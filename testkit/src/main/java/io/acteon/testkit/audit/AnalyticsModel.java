package io.acteon.testkit.audit;

import io.acteon.audit.AuditRecord;
import io.acteon.audit.analytics.AnalyticsReport.Bucket;
import io.acteon.audit.analytics.AnalyticsReport.Latency;
import io.acteon.audit.analytics.AnalyticsReport.Top;
import io.acteon.audit.analytics.CoverageReport.Entry;
import io.acteon.audit.analytics.Grouping;
import io.acteon.audit.analytics.Interval;
import io.acteon.model.Scope;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What analytics should answer, the slow and obvious way: over all records, sorted; written apart
 * from what it is compared with.
 */
final class AnalyticsModel {
  private final List<AuditRecord> records;

  AnalyticsModel(List<AuditRecord> records) {
    this.records = records;
  }

  List<Bucket> buckets(
      Interval interval, Optional<Grouping> grouping, boolean latency, boolean errors) {
    return records.stream()
        .collect(
            Collectors.groupingBy(record ->
                List.of(
                    beginning(record, interval), grouping.map(by -> group(record, by)).orElse(""))))
        .entrySet()
        .stream()
        .sorted(Comparator.comparing(each -> each.getKey().get(0) + " " + each.getKey().get(1)))
        .map(each ->
            new Bucket(
                Instant.parse(each.getKey().get(0)),
                grouping.map(_ -> each.getKey().get(1)),
                each.getValue().size(),
                latency ? Optional.of(latency(each.getValue())) : Optional.empty(),
                errors ? OptionalDouble.of(errorRate(each.getValue())) : OptionalDouble.empty()))
        .toList();
  }

  List<Top> top(Function<AuditRecord, String> label, int count) {
    return records.stream()
        .collect(Collectors.groupingBy(label, Collectors.counting()))
        .entrySet()
        .stream()
        .map(each ->
            new Top(each.getKey(), each.getValue(), each.getValue() * 100.0 / records.size()))
        .sorted(Comparator.comparing(Top::label))
        .sorted(Comparator.comparing(Top::count).reversed())
        .limit(count)
        .toList();
  }

  List<Entry> coverage() {
    return records.stream()
        .collect(
            Collectors.groupingBy(record ->
                new Entry(record.scope(), record.provider(), record.actionType(), 0, 0, List.of())))
        .entrySet()
        .stream()
        .map(each -> entry(each.getKey(), each.getValue()))
        .sorted(
            Comparator.comparing((Entry entry) -> entry.uncovered() == 0)
                .thenComparing(entry -> entry.covered() > 0)
                .thenComparing(entry -> name(entry.scope()))
                .thenComparing(entry -> entry.provider() + " " + entry.actionType()))
        .toList();
  }

  private static String name(Scope scope) {
    return scope.namespace() + "\0" + scope.tenant();
  }

  private static Entry entry(Entry kind, List<AuditRecord> records) {
    List<String> rules = records.stream().flatMap(record -> record.matchedRule().stream()).toList();
    return new Entry(
        kind.scope(),
        kind.provider(),
        kind.actionType(),
        records.size(),
        rules.size(),
        rules.stream().distinct().sorted().toList());
  }

  private static String beginning(AuditRecord record, Interval interval) {
    ZonedDateTime time = record.dispatchedAt().atZone(ZoneOffset.UTC);
    ZonedDateTime hour = time.withMinute(0).withSecond(0).withNano(0);
    ZonedDateTime day = hour.withHour(0);
    while (interval == Interval.WEEKLY && day.getDayOfWeek() != DayOfWeek.MONDAY) {
      day = day.minusDays(1);
    }
    ZonedDateTime beginning =
        switch (interval) {
          case HOURLY -> hour;
          case DAILY, WEEKLY -> day;
          case MONTHLY -> day.withDayOfMonth(1);
        };
    return beginning.toInstant().toString();
  }

  private static String group(AuditRecord record, Grouping by) {
    return switch (by) {
      case NAMESPACE -> record.scope().namespace();
      case TENANT -> record.scope().tenant();
      case PROVIDER -> record.provider();
      case ACTION_TYPE -> record.actionType();
      case OUTCOME -> record.outcome();
      case VERDICT -> record.verdict();
    };
  }

  private static double errorRate(List<AuditRecord> records) {
    return (double) records.stream().filter(record -> record.outcome().equals("failed")).count()
        / records.size();
  }

  private static Latency latency(List<AuditRecord> records) {
    long[] sorted = records.stream().mapToLong(AuditRecord::durationMs).sorted().toArray();
    double sum = 0;
    for (long duration : sorted) {
      sum += duration;
    }
    return new Latency(
        sum / sorted.length,
        percentile(sorted, 50),
        percentile(sorted, 95),
        percentile(sorted, 99));
  }

  /** Linear between the two that the rank falls between. */
  private static double percentile(long[] sorted, int percent) {
    double rank = (sorted.length - 1) * (percent / 100.0);
    int below = (int) rank;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }
}
