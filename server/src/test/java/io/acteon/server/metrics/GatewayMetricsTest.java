package io.acteon.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.engine.DispatchException;
import io.acteon.model.Action;
import io.acteon.model.Scope;
import io.acteon.store.StoreCall;
import io.acteon.store.StoreCall.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GatewayMetricsTest {
  private static final Action ACTION =
      Action.builder("a", new Scope("n", "t"), "p", "x", Instant.EPOCH).build();

  private final GatewayMetrics metrics = new GatewayMetrics();

  @Test
  void storeCallsAreCountedByTableAndOperation() {
    metrics.called(call(Result.APPLIED, Duration.ofMillis(3)));
    metrics.called(call(Result.UNKNOWN, Duration.ofMillis(700)));
    assertThat(metrics.prometheus())
        .contains(
            line("calls_total", "result=\"applied\",", "1.0"),
            line("calls_total", "result=\"unknown\",", "1.0"),
            line("requests_total", "", "8.0"),
            line("retries_total", "", "4.0"),
            line("condition_failures_total", "", "2.0"),
            line("resolved_total", "", "2.0"),
            line("seals_total", "", "6.0"),
            line("read_units_total", "", "1.0"),
            line("write_units_total", "", "5.0"),
            "acteon_store_call_seconds_bucket{operation=\"claim\",table=\"state\",le=\"0.005\"} 1\n",
            "acteon_store_call_seconds_bucket{operation=\"claim\",table=\"state\",le=\"1.0\"} 2\n",
            "acteon_store_call_seconds_count{operation=\"claim\",table=\"state\"} 2\n");
  }

  private static StoreCall call(Result result, Duration latency) {
    return new StoreCall("state", "claim", result, 4, 2, 1, 1, 3, 0.5, 2.5, latency);
  }

  private static String line(String name, String more, String value) {
    return "acteon_store_"
        + name
        + "{operation=\"claim\","
        + more
        + "table=\"state\"} "
        + value
        + "\n";
  }

  @Test
  void theStoresClockIsShownByTableAndSign() {
    metrics.clockOffset("state", Duration.ofSeconds(9));
    metrics.clockOffset("state", Duration.ofMillis(-1500));
    metrics.clockOffset("audit", Duration.ofMillis(250));
    assertThat(metrics.prometheus())
        .contains(
            "acteon_store_clock_offset_seconds{table=\"state\"} -1.5\n",
            "acteon_store_clock_offset_seconds{table=\"audit\"} 0.25\n");
  }

  @Test
  void whatWakesSomebodyAtNightIsThereFromTheStart() {
    assertThat(metrics.prometheus())
        .contains(
            "acteon_throttle_failed_open_total 0.0\n",
            "acteon_settlements_deferred_total 0.0\n",
            "acteon_settlements_lost_total 0.0\n",
            "acteon_audit_lost_total 0.0\n");
    metrics.throttleFailedOpen("r");
    metrics.settlementDeferred();
    metrics.settlementLost();
    metrics.auditLost(ACTION);
    metrics.faulted(ACTION, DispatchException.Code.STATE_UNAVAILABLE);
    assertThat(metrics.prometheus())
        .contains(
            "acteon_throttle_failed_open_total 1.0\n",
            "acteon_settlements_deferred_total 1.0\n",
            "acteon_settlements_lost_total 1.0\n",
            "acteon_audit_lost_total 1.0\n",
            "acteon_dispatch_faults_total{code=\"STATE_UNAVAILABLE\"} 1.0\n");
  }

  @Test
  void percentilesAreOfTheLastThousandAttempts() {
    for (int i = 0; i < 5000; i++) {
      metrics.attempted("p", Optional.empty(), Duration.ofSeconds(60));
    }
    for (int i = 1; i <= 1024; i++) {
      metrics.attempted("p", Optional.empty(), Duration.ofMillis(i));
    }
    assertThat(metrics.prometheus())
        .contains(
            "acteon_provider_requests_total{provider=\"p\"} 6024\n",
            "acteon_provider_p50_latency_ms{provider=\"p\"} 512.00\n",
            "acteon_provider_p95_latency_ms{provider=\"p\"} 973.00\n",
            "acteon_provider_p99_latency_ms{provider=\"p\"} 1014.00\n");
  }
}
