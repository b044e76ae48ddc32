package io.acteon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.model.FailureCode;
import io.acteon.model.Json;
import io.acteon.server.http.RunningApi.Answer;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class HealthApiTest {
  /** What existing dashboards read, in the order they are used to. */
  private static final List<String> ESTABLISHED =
      List.of(
          "acteon_actions_dispatched_total",
          "acteon_actions_executed_total",
          "acteon_actions_deduplicated_total",
          "acteon_actions_suppressed_total",
          "acteon_actions_silenced_total",
          "acteon_actions_muted_total",
          "acteon_actions_rerouted_total",
          "acteon_actions_throttled_total",
          "acteon_actions_failed_total",
          "acteon_actions_pending_approval_total",
          "acteon_actions_scheduled_total",
          "acteon_llm_guardrail_allowed_total",
          "acteon_llm_guardrail_denied_total",
          "acteon_llm_guardrail_errors_total",
          "acteon_chains_started_total",
          "acteon_chains_completed_total",
          "acteon_chains_failed_total",
          "acteon_chains_cancelled_total",
          "acteon_circuit_open_total",
          "acteon_circuit_transitions_total",
          "acteon_circuit_fallbacks_total",
          "acteon_recurring_dispatched_total",
          "acteon_recurring_events_emitted_total",
          "acteon_recurring_errors_total",
          "acteon_recurring_skipped_total",
          "acteon_recurring_active",
          "acteon_quota_exceeded_total",
          "acteon_quota_warned_total",
          "acteon_quota_degraded_total",
          "acteon_quota_notified_total",
          "acteon_retention_deleted_state_total",
          "acteon_retention_skipped_compliance_total",
          "acteon_retention_errors_total",
          "acteon_stale_tasks_reaped_total",
          "acteon_stale_task_reaper_errors_total",
          "acteon_wasm_invocations_total",
          "acteon_wasm_errors_total",
          "acteon_signing_verified_total",
          "acteon_signing_invalid_total",
          "acteon_signing_unknown_signer_total",
          "acteon_signing_scope_denied_total",
          "acteon_signing_unsigned_rejected_total",
          "acteon_signing_unsigned_allowed_total",
          "acteon_replay_rejected_total",
          "acteon_provider_requests_total",
          "acteon_provider_successes_total",
          "acteon_provider_failures_total",
          "acteon_provider_success_rate",
          "acteon_provider_avg_latency_ms",
          "acteon_provider_p50_latency_ms",
          "acteon_provider_p95_latency_ms",
          "acteon_provider_p99_latency_ms");

  private static final String ACTION =
      "{\"namespace\":\"n\",\"tenant\":\"t\",\"provider\":\"%s\",\"action_type\":\"x\",\"payload\":1}";

  @Test
  void healthTellsTheStoresAndTheCounters() throws Exception {
    try (RunningApi api = RunningApi.with().start()) {
      Answer health = api.get("/health");
      assertThat(health.status()).isEqualTo(200);
      assertThat(health.at("status")).isEqualTo(Json.of("ok"));
      assertThat(health.at("stores"))
          .isEqualTo(
              Json.object(Json.field("state", Json.of("up")), Json.field("audit", Json.of("up"))));
      assertThat(health.at("metrics")).isEqualTo(api.get("/metrics").json());
    }
  }

  @Test
  void aStoreThatDoesNotAnswerDegradesHealthAndIsAskedSeldom() throws Exception {
    var probes = new SilentState();
    try (RunningApi api = RunningApi.with().unaudited().state(probes::wrap).start()) {
      for (int i = 0; i < 20; i++) {
        Answer health = api.get("/health");
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.at("status")).isEqualTo(Json.of("degraded"));
        assertThat(health.at("stores/state")).isEqualTo(Json.of("down"));
        assertThat(health.body()).doesNotContain(SilentState.REASON);
      }
      assertThat(probes.count()).isBetween(1, 4);
      assertThat(api.get("/metrics/prometheus").body())
          .contains("acteon_store_up{store=\"state\"} 0.0");
    }
  }

  @Test
  void countersFollowWhatHappens() throws Exception {
    try (RunningApi api =
        RunningApi.with()
            .provider(TestProviders.failing("bro\"ken", FailureCode.EXECUTION_FAILED))
            .start()) {
      api.post("/v1/dispatch", ACTION.formatted("inbox"));
      api.post("/v1/dispatch", ACTION.formatted("bro\\\"ken"));
      api.post("/v1/dispatch?dry_run=true", ACTION.formatted("inbox"));

      Answer metrics = api.get("/metrics");
      assertThat(metrics.at("dispatched")).isEqualTo(Json.of(3));
      assertThat(metrics.at("executed")).isEqualTo(Json.of(1));
      assertThat(metrics.at("failed")).isEqualTo(Json.of(1));
      assertThat(metrics.at("recurring_active")).isEqualTo(Json.of(0));
      assertThat(metrics.at("signing_enabled")).isEqualTo(Json.FALSE);

      Answer text = api.get("/metrics/prometheus");
      assertThat(text.response().headers().firstValue("Content-Type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8");
      assertThat(text.body())
          .contains(
              "acteon_actions_dispatched_total 3\n",
              "acteon_provider_requests_total{provider=\"inbox\"} 1\n",
              "acteon_provider_failures_total{provider=\"bro\\\"ken\"} 1\n",
              "acteon_provider_success_rate{provider=\"inbox\"} 100.00\n",
              "acteon_dispatch_seconds_count{outcome=\"executed\"} 1\n",
              "jvm_memory_used_bytes");
    }
  }

  @Test
  void establishedNamesComeFirstInTheirOrder() throws Exception {
    try (RunningApi api = RunningApi.with().start()) {
      assertThat(names(api.get("/metrics/prometheus").body()))
          .as("no provider was called yet")
          .startsWith(ESTABLISHED.subList(0, 44).toArray(String[]::new))
          .doesNotContain("acteon_provider_requests_total");
      api.post("/v1/dispatch", ACTION.formatted("inbox"));
      String text = api.get("/metrics/prometheus").body();
      assertThat(names(text)).startsWith(ESTABLISHED.toArray(String[]::new));
      assertThat(names(text)).doesNotHaveDuplicates();
      assertThat(text)
          .startsWith("# HELP acteon_actions_dispatched_total ")
          .contains("\nacteon_actions_dispatched_total 1\n\n# HELP acteon_actions_executed_total ");
    }
  }

  private static List<String> names(String text) {
    var names = new ArrayList<String>();
    var matcher = Pattern.compile("(?m)^# TYPE (\\S+) ").matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  @Test
  void readyTurnsWhileDraining() throws Exception {
    var slow = new TestProviders.Gated();
    try (RunningApi api = RunningApi.with().provider(slow).start()) {
      assertThat(api.get("/ready").status()).isEqualTo(200);
      var dispatch = TestProviders.later(() -> api.post("/v1/dispatch", ACTION.formatted("gated")));
      slow.entered.acquire();

      var drained =
          TestProviders.later(
              () -> api.server.drain(Deadline.in(Duration.ofSeconds(20), TimeSource.system())));
      Answer ready = TestProviders.until(() -> api.get("/ready"), answer -> answer.status() == 503);
      assertThat(ready.at("retryable")).isEqualTo(Json.TRUE);
      assertThat(api.get("/health").status()).isEqualTo(200);
      Answer refused =
          TestProviders.until(
              () -> api.post("/v1/dispatch", ACTION.formatted("inbox")),
              answer -> answer.status() != 200);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.at("code")).isEqualTo(Json.of("UNAVAILABLE"));
      assertThat(drained).isNotDone();

      slow.gate.countDown();
      assertThat(dispatch.get().at("Executed/status")).isEqualTo(Json.of("success"));
      assertThat(drained.get()).isTrue();
    }
  }
}
