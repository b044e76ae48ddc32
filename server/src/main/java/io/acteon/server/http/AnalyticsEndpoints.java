package io.acteon.server.http;

import io.acteon.audit.analytics.Analytics;
import io.acteon.audit.analytics.Coverage;
import io.acteon.audit.analytics.Grouping;
import io.acteon.audit.analytics.Interval;
import io.acteon.audit.analytics.Metric;
import io.acteon.engine.Gateway;
import io.acteon.rules.Rule;
import io.acteon.server.http.transport.Query;
import io.acteon.server.http.transport.Reply;
import io.acteon.server.http.transport.Request;
import io.acteon.server.http.transport.Route;
import io.acteon.server.http.wire.AnalyticsJson;
import io.acteon.server.http.wire.ApiException;
import io.acteon.server.http.wire.ErrorCode;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Counts what the trail tells. Thread-safe. */
final class AnalyticsEndpoints {
  private static final Duration DEFAULT_RANGE = Duration.ofDays(7);
  private static final int DEFAULT_TOP = 10;
  private static final int MOST_TOP = 1000;

  private final ReadTrail trail;
  private final Gateway gateway;
  private final TimeSource time;

  AnalyticsEndpoints(ApiDependencies api) {
    this.trail = new ReadTrail(api.audit());
    this.gateway = api.gateway();
    this.time = api.time();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/analytics", this::analytics),
        Route.get("/v1/rules/coverage", this::coverage));
  }

  /** From when to when is counted, both included. */
  private record Range(Instant from, Instant to) {}

  private Reply analytics(Request request) {
    Query query = request.query();
    Metric metric =
        word(query, "metric", Metric.class)
            .orElseThrow(() ->
                new ApiException(
                    ErrorCode.INVALID_QUERY,
                    "query parameter metric is missing; it must be one of " + words(Metric.class)));
    var question =
        new Analytics.Question(
            metric,
            word(query, "interval", Interval.class).orElse(Interval.DAILY),
            word(query, "group_by", Grouping.class),
            Math.min(MOST_TOP, query.count("top_n").orElse(DEFAULT_TOP)));
    Range range = range(query);
    var analytics = new Analytics(question);
    trail.count(
        AuditFilters.range(query, range.from(), range.to()), analytics::add, request.deadline());
    return Reply.ok(AnalyticsJson.of(question, range.from(), range.to(), analytics.report()));
  }

  private Reply coverage(Request request) {
    Range range = range(request.query());
    List<Rule> rules = gateway.rules().current().rules();
    var coverage = new Coverage();
    trail.count(
        AuditFilters.range(request.query(), range.from(), range.to()),
        coverage::add,
        request.deadline());
    return Reply.ok(
        AnalyticsJson.of(
            range.from(),
            range.to(),
            rules.size(),
            coverage.report(rules.stream().filter(Rule::enabled).map(Rule::name).toList())));
  }

  private Range range(Query query) {
    Instant to = query.time("to").orElseGet(time::now);
    Instant from = query.time("from").orElseGet(() -> to.minus(DEFAULT_RANGE));
    if (from.isAfter(to)) {
      throw new ApiException(
          ErrorCode.INVALID_QUERY,
          "query parameter from is " + from + ", which is after to, " + to);
    }
    return new Range(from, to);
  }

  private static <E extends Enum<E>> Optional<E> word(Query query, String name, Class<E> words) {
    return query
        .text(name)
        .map(text ->
            Arrays.stream(words.getEnumConstants())
                .filter(word -> word(word).equals(text))
                .findFirst()
                .orElseThrow(() ->
                    new ApiException(
                        ErrorCode.INVALID_QUERY,
                        query.place(name)
                            + " is '"
                            + text
                            + "'; it must be one of "
                            + words(words))));
  }

  private static String words(Class<? extends Enum<?>> words) {
    return Arrays.stream(words.getEnumConstants())
        .map(AnalyticsEndpoints::word)
        .collect(Collectors.joining(", "));
  }

  private static String word(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
