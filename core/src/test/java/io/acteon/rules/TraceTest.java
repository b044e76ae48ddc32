package io.acteon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TraceTest {
  private static final RuleSet RULES =
      Given.rules(
          """
          rules:
            - {name: off, priority: 1, enabled: false, condition: {all: []}, action: {type: deny}}
            - {name: miss, priority: 2, condition: {field: action.payload.none, gt: 3}, action: {type: deny}}
            - {name: hit, priority: 3, description: d, condition: {field: action.payload.n, eq: 1},
               action: {type: modify, changes: {a: 1}}}
            - {name: more, priority: 4, condition: {all: []}, action: {type: modify, changes: {b: 2}}}
          """);

  private static Trace explain(boolean includeDisabled, boolean evaluateAll) {
    return RULES.explain(
        Given.action("{\"n\": 1}"),
        Facts.at(Given.NOW),
        new TraceOptions(includeDisabled, evaluateAll, Optional.empty(), Map.of()));
  }

  @Test
  void stopsAtTheFirstMatchAndListsTheRest() {
    Trace trace = explain(false, false);

    assertThat(trace.entries())
        .extracting(Trace.Entry::ruleName)
        .containsExactly("miss", "hit", "more");
    assertThat(trace.entries())
        .extracting(Trace.Entry::result)
        .containsExactly(Trace.Result.NOT_MATCHED, Trace.Result.MATCHED, Trace.Result.SKIPPED);
    assertThat(trace.entries().getLast().skipReason()).contains("earlier_rule_matched");
    assertThat(trace.verdict()).isEqualTo("modify");
    assertThat(trace.matchedRule()).contains("hit");
    assertThat(trace.evaluated()).isEqualTo(2);
    assertThat(trace.skipped()).isEqualTo(1);
    assertThat(trace.modifiedPayload()).contains(JsonText.parse("{\"n\": 1, \"a\": 1}"));
  }

  @Test
  void disabledRulesAppearOnlyWhenAskedFor() {
    Trace trace = explain(true, false);

    assertThat(trace.entries().getFirst().ruleName()).isEqualTo("off");
    assertThat(trace.entries().getFirst().skipReason()).contains("disabled");
    assertThat(trace.skipped()).isEqualTo(2);
  }

  @Test
  void evaluatingAllShowsWhatLaterRulesWouldDoAndKeepsTheFirst() {
    Trace trace = explain(false, true);

    assertThat(trace.evaluated()).isEqualTo(3);
    assertThat(trace.matchedRule()).contains("hit");
    assertThat(trace.entries().getLast().payloadPreview())
        .contains(JsonText.parse("{\"n\": 1, \"a\": 1, \"b\": 2}"));
    assertThat(trace.modifiedPayload()).contains(JsonText.parse("{\"n\": 1, \"a\": 1}"));
  }

  @Test
  void missingFieldIsVisible() {
    assertThat(explain(false, false).entries().getFirst().notes())
        .containsExactly("(action.payload.none > 3): action.payload.none is missing");
  }

  @Test
  void missingFieldUnderNotIsVisibleInARuleThatMatches() {
    Trace trace =
        Given.when("{not: {field: action.payload.none, eq: 3}}")
            .explain(Given.action("{}"), Facts.at(Given.NOW), TraceOptions.DEFAULT);

    assertThat(trace.entries().getFirst().result()).isEqualTo(Trace.Result.MATCHED);
    assertThat(trace.entries().getFirst().notes())
        .containsExactly("(action.payload.none == 3): action.payload.none is missing");
  }

  @Test
  void jsonIsThatOfTheContract() {
    Trace trace =
        Given.when("{all: [{field: action.action_type, eq: receipt}, {state_counter: c, gte: 0}]}")
            .explain(
                Given.action("{}"),
                Facts.at(Given.NOW),
                new TraceOptions(
                    false,
                    false,
                    Optional.of(Instant.parse("2026-01-01T00:00:30Z")),
                    Map.of("c", "3")));

    assertThat(withoutDurations(trace.toJson()))
        .isEqualTo(
            JsonText.parse(
                """
                {
                  "context": {
                    "accessed_state_keys": ["counter:c"],
                    "effective_timezone": "UTC",
                    "environment_keys": [],
                    "time": {"Map": {
                      "day": {"Int": 1}, "hour": {"Int": 0}, "minute": {"Int": 0}, "month": {"Int": 1},
                      "second": {"Int": 30}, "timestamp": {"Int": 1767225630},
                      "weekday": {"String": "Thursday"}, "weekday_num": {"Int": 4}, "year": {"Int": 2026}
                    }}
                  },
                  "has_errors": false,
                  "matched_rule": "r",
                  "total_rules_evaluated": 1,
                  "total_rules_skipped": 0,
                  "trace": [{
                    "action": "deny",
                    "condition_display":
                        "all((action.action_type == \\"receipt\\") && (StateCounter(\\"c\\") >= 0))",
                    "enabled": true,
                    "priority": 0,
                    "result": "matched",
                    "rule_name": "r",
                    "source": "Yaml { file: Some(\\"test.yaml\\") }"
                  }],
                  "verdict": "deny"
                }
                """));
  }

  @Test
  void noMatchIsExplainedByTheDefault() {
    Trace trace =
        RuleSet.empty().explain(Given.action("{}"), Facts.at(Given.NOW), TraceOptions.DEFAULT);

    assertThat(trace.verdict()).isEqualTo("allow");
    assertThat(trace.matchedRule()).isEmpty();
    assertThat(trace.evaluated()).isZero();
    assertThat(trace.skipped()).isZero();
    assertThat(JsonText.print(trace.toJson()))
        .contains(
            "\"trace\":[{\"action\":\"Allow\",\"condition_display\":\"no rules matched\","
                + "\"description\":\"No rules matched the action. The system default is to allow.\","
                + "\"enabled\":true,\"evaluation_duration_us\":0,\"priority\":2147483647,"
                + "\"result\":\"matched\",\"rule_name\":\"(default fallthrough)\","
                + "\"source\":\"System\"}]");
  }

  @ParameterizedTest(name = "{0} with {1} = {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {state_counter: c, eq: 3}                           | c                          | 3
          {state_counter: c, eq: 3}                           | shop:acme:counter:c        | 3
          {state_seen: k, within_seconds: 60}                 | shop:acme:state:k          | 2026-03-02T10:20:00Z
          {state_seen: k, within_seconds: 60}                 | k                          | 2026-03-02T11:20:00+01:00
          {call: has_active_event, args: [outage]}            | shop:acme:active_events:outage | {"state":"open","fingerprint":"f"}
          {call: get_event_state, args: [f], eq: open}        | f                          | {"state":"open"}
          {call: event_in_state, args: [f, open]}             | shop:acme:event_state:f    | open
          """)
  void mockStateIsFoundByFullKeyAndById(String condition, String key, String value) {
    assertThat(mocked(condition, key, value).matchedRule()).contains("r");
    assertThat(mocked(condition, "other:acme:counter:" + key, value).matchedRule()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {state_counter: c, eq: 3} | c | many      | mock_state 'c' is 'many'; a counter needs an integer
          {state_seen: k}           | k | yesterday | mock_state 'k' is 'yesterday'; give a time such as 2026-01-01T00:00:00Z
          """)
  void mockStateThatCannotBeReadIsAnErrorOfTheRule(
      String condition, String key, String value, String error) {
    Trace trace = mocked(condition, key, value);

    assertThat(trace.verdict()).isEqualTo("error");
    assertThat(trace.entries().getFirst().error()).contains(error);
  }

  private static Trace mocked(String condition, String key, String value) {
    return Given.when(condition)
        .explain(
            Given.action("{}"),
            Facts.at(Given.NOW),
            new TraceOptions(false, false, Optional.empty(), Map.of(key, value)));
  }

  private static Json withoutDurations(Json value) {
    return switch (value) {
      case Json.Obj(Map<String, Json> fields) -> {
        var kept = new LinkedHashMap<String, Json>();
        fields.forEach((name, field) -> kept.put(name, withoutDurations(field)));
        kept.remove("evaluation_duration_us");
        yield new Json.Obj(kept);
      }
      case Json.Arr(var items) ->
          Json.array(items.stream().map(TraceTest::withoutDurations).toList());
      case Json.Null _, Json.Bool _, Json.Int _, Json.Dec _, Json.Str _ -> value;
    };
  }
}
