package io.acteon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.json.JsonText;
import io.acteon.model.FailureCode;
import io.acteon.model.Json;
import io.acteon.server.http.RunningApi.Answer;
import io.acteon.time.TimeSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
final class AnalyticsApiTest {
  private static final String RULES =
      """
      rules:
        - name: block-spam
          priority: 1
          condition: {field: action.action_type, eq: spam}
          action: {type: suppress}
        - name: never
          priority: 2
          condition: {field: action.action_type, eq: never}
          action: {type: suppress}
        - name: "off"
          priority: 3
          enabled: false
          condition: {field: action.action_type, eq: never}
          action: {type: suppress}
      """;

  private final RunningApi api =
      RunningApi.with()
          .rules(RULES)
          .provider(TestProviders.failing("bad", FailureCode.EXECUTION_FAILED))
          .start();

  @BeforeAll
  void dispatchSome() throws Exception {
    for (int i = 0; i < 3; i++) {
      dispatch("t", "inbox", "send");
    }
    dispatch("t", "bad", "send");
    dispatch("t.x", "inbox", "spam");
    dispatch("t.x", "inbox", "page");
  }

  private void dispatch(String tenant, String provider, String type) throws Exception {
    Answer answer =
        api.post(
            "/v1/dispatch",
            "{\"namespace\":\"n\",\"tenant\":\"%s\",\"provider\":\"%s\",\"action_type\":\"%s\",\"payload\":{}}"
                .formatted(tenant, provider, type));
    assertThat(answer.status()).isEqualTo(200);
  }

  @AfterAll
  void stop() {
    api.close();
  }

  private Answer analytics(String query) throws Exception {
    Answer answer = api.get("/v1/analytics?" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private static Set<String> keys(Json object) {
    return ((Json.Obj) object).fields().keySet();
  }

  @Test
  void volumeIsCountedPerInterval() throws Exception {
    Answer answer = analytics("metric=volume&interval=monthly");
    assertThat(keys(answer.json()))
        .isEqualTo(
            Set.of("metric", "interval", "from", "to", "buckets", "top_entries", "total_count"));
    assertThat(answer.at("metric")).isEqualTo(Json.of("volume"));
    assertThat(answer.at("interval")).isEqualTo(Json.of("monthly"));
    assertThat(answer.at("total_count")).isEqualTo(Json.of(6));
    assertThat(answer.at("top_entries")).isEqualTo(Json.array(List.of()));
    LocalDate month =
        LocalDate.ofInstant(TimeSource.system().now(), ZoneOffset.UTC).withDayOfMonth(1);
    assertThat(answer.at("buckets"))
        .isEqualTo(
            JsonText.parse("[{\"timestamp\":\"%sT00:00:00Z\",\"count\":6}]".formatted(month)));
    assertThat(analytics("metric=volume").at("interval")).isEqualTo(Json.of("daily"));
    assertThat(analytics("metric=volume&tenant=t.x").at("total_count")).isEqualTo(Json.of(2));
    assertThat(
            analytics(
                    "metric=volume&namespace=n&tenant=t&outcome=failed&provider=bad&action_type=send")
                .at("total_count"))
        .isEqualTo(Json.of(1));
    assertThat(analytics("metric=volume&from=2020-01-01T00:00:00Z&to=2021-01-01T00:00:00Z").json())
        .isEqualTo(
            JsonText.parse(
                "{\"metric\":\"volume\",\"interval\":\"daily\",\"from\":\"2020-01-01T00:00:00Z\","
                    + "\"to\":\"2021-01-01T00:00:00Z\",\"buckets\":[],\"top_entries\":[],\"total_count\":0}"));
  }

  @Test
  void groupsAreToldApart() throws Exception {
    Answer answer = analytics("metric=outcome_breakdown&group_by=outcome&interval=monthly");
    List<Json> buckets = ((Json.Arr) answer.at("buckets")).items();
    assertThat(buckets)
        .allMatch(bucket -> keys(bucket).equals(Set.of("timestamp", "group", "count")));
    assertThat(buckets)
        .extracting(bucket -> ((Json.Obj) bucket).fields().get("group"))
        .containsExactly(Json.of("executed"), Json.of("failed"), Json.of("suppressed"));
    assertThat(answer.at("top_entries/0/label")).isEqualTo(Json.of("executed"));
    assertThat(answer.at("top_entries/0/count")).isEqualTo(Json.of(4));
  }

  @Test
  void theMostFrequentActionTypesComeFirst() throws Exception {
    Answer answer = analytics("metric=top_action_types&top_n=1");
    List<Json> top = ((Json.Arr) answer.at("top_entries")).items();
    assertThat(top).hasSize(1);
    assertThat(keys(top.getFirst())).isEqualTo(Set.of("label", "count", "percentage"));
    assertThat(answer.at("top_entries/0/label")).isEqualTo(Json.of("send"));
    assertThat(answer.at("top_entries/0/count")).isEqualTo(Json.of(4));
    assertThat(((Json.Dec) answer.at("top_entries/0/percentage")).value().doubleValue())
        .isBetween(66.6, 66.7);
  }

  @Test
  void latencyHasItsAverageAndPercentilesAndErrorsTheirShare() throws Exception {
    Answer latency = analytics("metric=latency&interval=monthly");
    assertThat(keys(latency.at("buckets/0")))
        .isEqualTo(
            Set.of(
                "timestamp",
                "count",
                "avg_duration_ms",
                "p50_duration_ms",
                "p95_duration_ms",
                "p99_duration_ms"));
    Answer errors = analytics("metric=error_rate&interval=monthly&group_by=provider");
    assertThat(keys(errors.at("buckets/0")))
        .isEqualTo(Set.of("timestamp", "group", "count", "error_rate"));
    assertThat(((Json.Dec) errors.at("buckets/0/error_rate")).value()).isEqualByComparingTo("1");
    assertThat(((Json.Dec) errors.at("buckets/1/error_rate")).value()).isEqualByComparingTo("0");
  }

  @ParameterizedTest
  @CsvSource({
    "'',query parameter metric is missing; it must be one of volume",
    "metric=x,query parameter metric is 'x'; it must be one of volume",
    "metric=Volume,query parameter metric is 'Volume'",
    "metric=volume&interval=yearly,query parameter interval is 'yearly'; it must be one of hourly",
    "metric=volume&group_by=caller_id,query parameter group_by is 'caller_id'; it must be one of",
    "metric=volume&top_n=-1,query parameter top_n is '-1'",
    "metric=volume&from=x,query parameter from is 'x'",
    "metric=volume&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z,query parameter from is 2026",
  })
  void aWrongQuestionIsRefusedByName(String query, String message) throws Exception {
    Answer answer = api.get("/v1/analytics?" + query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("code")).isEqualTo(Json.of("INVALID_QUERY"));
    assertThat(((Json.Str) answer.at("error")).value()).startsWith(message);
  }

  @Test
  void bucketsWithoutRecordsAreLeftOut() throws Exception {
    assertThat(analytics("metric=volume&interval=hourly&from=1970-01-01T00:00:00Z").status())
        .as("half a million empty hours")
        .isEqualTo(200);
  }

  @Test
  void withoutAuditThereIsNothingToCount() throws Exception {
    try (RunningApi unaudited = RunningApi.with().unaudited().start()) {
      for (String path : List.of("/v1/analytics?metric=volume", "/v1/rules/coverage")) {
        Answer off = unaudited.get(path);
        assertThat(off.status()).isEqualTo(404);
        assertThat(off.body()).contains("analytics is not available (audit may be disabled)");
      }
    }
  }

  @Test
  void coverageShowsTheUncoveredFirstAndRulesThatMetNothing() throws Exception {
    Answer answer = api.get("/v1/rules/coverage?namespace=n");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(keys(answer.json()))
        .isEqualTo(
            Set.of(
                "scanned_from",
                "scanned_to",
                "total_actions",
                "unique_combinations",
                "fully_covered",
                "partially_covered",
                "uncovered",
                "rules_loaded",
                "entries",
                "unmatched_rules"));
    assertThat(answer.at("total_actions")).isEqualTo(Json.of(6));
    assertThat(answer.at("unique_combinations")).isEqualTo(Json.of(4));
    assertThat(answer.at("fully_covered")).isEqualTo(Json.of(1));
    assertThat(answer.at("partially_covered")).isEqualTo(Json.of(0));
    assertThat(answer.at("uncovered")).isEqualTo(Json.of(3));
    assertThat(answer.at("rules_loaded")).isEqualTo(Json.of(3));
    assertThat(answer.at("unmatched_rules")).isEqualTo(Json.array(List.of(Json.of("never"))));
    assertThat(answer.at("entries"))
        .isEqualTo(
            JsonText.parse(
                """
                [{"namespace":"n","tenant":"t","provider":"bad","action_type":"send","total":1,"covered":0,"uncovered":1,"matched_rules":[]},
                 {"namespace":"n","tenant":"t","provider":"inbox","action_type":"send","total":3,"covered":0,"uncovered":3,"matched_rules":[]},
                 {"namespace":"n","tenant":"t.x","provider":"inbox","action_type":"page","total":1,"covered":0,"uncovered":1,"matched_rules":[]},
                 {"namespace":"n","tenant":"t.x","provider":"inbox","action_type":"spam","total":1,"covered":1,"uncovered":0,"matched_rules":["block-spam"]}]
                """));
    assertThat(api.get("/v1/rules/coverage?tenant=t.x").at("total_actions")).isEqualTo(Json.of(2));
    assertThat(api.get("/v1/rules/coverage?to=2020-01-01T00:00:00Z").at("unmatched_rules"))
        .isEqualTo(Json.array(List.of(Json.of("block-spam"), Json.of("never"))));
  }
}
