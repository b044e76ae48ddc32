package io.acteon.server.http.wire;

import io.acteon.audit.analytics.Analytics;
import io.acteon.audit.analytics.AnalyticsReport;
import io.acteon.audit.analytics.AnalyticsReport.Bucket;
import io.acteon.audit.analytics.AnalyticsReport.Top;
import io.acteon.audit.analytics.CoverageReport;
import io.acteon.audit.analytics.CoverageReport.Degree;
import io.acteon.model.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;

/** Counts as clients know them. */
public final class AnalyticsJson {
  private AnalyticsJson() {}

  public static Json of(
      Analytics.Question question, Instant from, Instant to, AnalyticsReport report) {
    return Json.object(
        Json.field("metric", question.metric().name().toLowerCase(Locale.ROOT)),
        Json.field("interval", question.interval().name().toLowerCase(Locale.ROOT)),
        Json.field("from", Rfc3339.print(from)),
        Json.field("to", Rfc3339.print(to)),
        Json.field(
            "buckets", Json.array(report.buckets().stream().map(AnalyticsJson::bucket).toList())),
        Json.field(
            "top_entries", Json.array(report.top().stream().map(AnalyticsJson::top).toList())),
        Json.field("total_count", report.total()));
  }

  private static Json bucket(Bucket bucket) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("timestamp", Json.of(Rfc3339.print(bucket.beginning())));
    bucket.group().ifPresent(group -> fields.put("group", Json.of(group)));
    fields.put("count", Json.of(bucket.count()));
    bucket
        .latency()
        .ifPresent(latency -> {
          fields.put("avg_duration_ms", Json.of(latency.average()));
          fields.put("p50_duration_ms", Json.of(latency.p50()));
          fields.put("p95_duration_ms", Json.of(latency.p95()));
          fields.put("p99_duration_ms", Json.of(latency.p99()));
        });
    bucket.errorRate().ifPresent(rate -> fields.put("error_rate", Json.of(rate)));
    return new Json.Obj(fields);
  }

  private static Json top(Top top) {
    return Json.object(
        Json.field("label", top.label()),
        Json.field("count", top.count()),
        Json.field("percentage", Json.of(top.percentage())));
  }

  public static Json of(Instant from, Instant to, int rulesLoaded, CoverageReport report) {
    return Json.object(
        Json.field("scanned_from", Rfc3339.print(from)),
        Json.field("scanned_to", Rfc3339.print(to)),
        Json.field("total_actions", report.totalActions()),
        Json.field("unique_combinations", report.entries().size()),
        Json.field("fully_covered", report.count(Degree.FULL)),
        Json.field("partially_covered", report.count(Degree.PARTIAL)),
        Json.field("uncovered", report.count(Degree.UNCOVERED)),
        Json.field("rules_loaded", rulesLoaded),
        Json.field(
            "entries", Json.array(report.entries().stream().map(AnalyticsJson::entry).toList())),
        Json.field(
            "unmatched_rules",
            Json.array(report.unmatchedRules().stream().map(Json::of).toList())));
  }

  private static Json entry(CoverageReport.Entry entry) {
    return Json.object(
        Json.field("namespace", entry.scope().namespace()),
        Json.field("tenant", entry.scope().tenant()),
        Json.field("provider", entry.provider()),
        Json.field("action_type", entry.actionType()),
        Json.field("total", entry.total()),
        Json.field("covered", entry.covered()),
        Json.field("uncovered", entry.uncovered()),
        Json.field(
            "matched_rules", Json.array(entry.matchedRules().stream().map(Json::of).toList())));
  }
}
