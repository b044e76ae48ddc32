package io.acteon.server.metrics;

import io.acteon.server.metrics.ProviderStats.Snapshot;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The established metrics in Prometheus' text format, written by hand because their order and the
 * blank lines between them are relied on. Not thread-safe.
 */
final class ExpositionText {
  private final StringBuilder out = new StringBuilder(16 * 1024);

  void counter(GatewayCounter counter, long value) {
    String name = counter.exposedName();
    head(name, counter.help(), counter.isGauge() ? "gauge" : "counter");
    out.append(name).append(' ').append(value).append("\n\n");
  }

  /** Nothing at all until a provider was called. */
  void providers(Map<String, Snapshot> providers) {
    if (providers.isEmpty()) {
      return;
    }
    counts(providers, "requests", "Attempts to deliver.", Snapshot::requests);
    counts(providers, "successes", "Attempts that delivered.", Snapshot::successes);
    counts(providers, "failures", "Attempts that failed.", Snapshot::failures);
    gauges(providers, "success_rate", "Share of successes, percent.", Snapshot::successRate);
    gauges(providers, "avg_latency_ms", "Mean time of an attempt.", Snapshot::averageMs);
    gauges(providers, "p50_latency_ms", "Median time of recent attempts.", Snapshot::p50Ms);
    gauges(providers, "p95_latency_ms", "95th percentile of recent attempts.", Snapshot::p95Ms);
    gauges(providers, "p99_latency_ms", "99th percentile of recent attempts.", Snapshot::p99Ms);
  }

  private void counts(
      Map<String, Snapshot> providers, String what, String help, Function<Snapshot, Long> value) {
    String name = "acteon_provider_" + what + "_total";
    family(providers, name, "counter", help, snapshot -> Long.toString(value.apply(snapshot)));
  }

  private void gauges(
      Map<String, Snapshot> providers, String what, String help, Function<Snapshot, Double> value) {
    String name = "acteon_provider_" + what;
    family(
        providers,
        name,
        "gauge",
        help,
        snapshot -> String.format(Locale.ROOT, "%.2f", value.apply(snapshot)));
  }

  private void family(
      Map<String, Snapshot> providers,
      String name,
      String type,
      String help,
      Function<Snapshot, String> value) {
    head(name, help, type);
    providers.forEach((provider, snapshot) ->
        out.append(name)
            .append("{provider=\"")
            .append(escaped(provider))
            .append("\"} ")
            .append(value.apply(snapshot))
            .append('\n'));
    out.append('\n');
  }

  private void head(String name, String help, String type) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static String escaped(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
