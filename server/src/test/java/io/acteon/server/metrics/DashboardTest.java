package io.acteon.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.engine.DispatchException;
import io.acteon.json.JsonText;
import io.acteon.model.Action;
import io.acteon.model.Json;
import io.acteon.model.Outcome;
import io.acteon.model.Scope;
import io.acteon.store.StoreCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Grafana dashboard draws what there is. */
final class DashboardTest {
  private static final Path FILE =
      Path.of(System.getProperty("acteon.root"), "deploy", "grafana-dashboard.json");
  private static final Pattern DRAWN = Pattern.compile("\\b(acteon|jvm)_[a-z0-9_]+");
  private static final Pattern LABEL = Pattern.compile("by \\(([a-z, ]+)\\)");

  /** Made by Prometheus from the address that it scrapes. */
  private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

  @Test
  void everyMetricAndLabelThatItNamesExists() throws Exception {
    String exposed = exercised().prometheus();
    Set<String> names =
        exposed
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.replaceFirst("[{ ].*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    Json dashboard = JsonText.parse(Files.readString(FILE));
    List<String> queries = queries(dashboard).toList();

    assertThat(queries).hasSizeGreaterThan(10);
    for (String query : queries) {
      assertThat(DRAWN.matcher(query).results().map(found -> found.group()))
          .as(query)
          .isNotEmpty()
          .isSubsetOf(names);
      assertThat(labels(query)).as(query).allMatch(label -> exposed.contains(label + "=\""));
    }
  }

  private static Stream<String> labels(String query) {
    return LABEL
        .matcher(query)
        .results()
        .flatMap(found -> Stream.of(found.group(1).split(", ", -1)))
        .filter(label -> !OF_PROMETHEUS.contains(label));
  }

  /** Every expression at any depth. */
  private static Stream<String> queries(Json json) {
    return switch (json) {
      case Json.Obj object ->
          object.fields().entrySet().stream()
              .flatMap(field ->
                  field.getKey().equals("expr") && field.getValue() instanceof Json.Str(String text)
                      ? Stream.of(text)
                      : queries(field.getValue()));
      case Json.Arr(List<Json> items) -> items.stream().flatMap(DashboardTest::queries);
      default -> Stream.of();
    };
  }

  /** After everything that it counts has happened once. */
  private static GatewayMetrics exercised() {
    var action = Action.builder("a", new Scope("n", "t"), "p", "x", Instant.EPOCH).build();
    var metrics = new GatewayMetrics();
    metrics.dispatched(action);
    metrics.finished(action, new Outcome.Deduplicated(), Duration.ofMillis(1));
    metrics.faulted(action, DispatchException.Code.STATE_UNAVAILABLE);
    metrics.attempted("p", Optional.empty(), Duration.ofMillis(1));
    metrics.called(
        new StoreCall(
            "state",
            "claim",
            StoreCall.Result.APPLIED,
            1,
            0,
            0,
            0,
            0,
            0.5,
            1,
            Duration.ofMillis(1)));
    metrics.clockOffset("state", Duration.ZERO);
    metrics.spooled("audit", 1);
    metrics.unreadable("audit", "a", "no chain");
    return metrics;
  }
}
