package io.acteon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.server.http.RunningApi.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class RuleApiTest {
  private static final String RULES =
      """
      rules:
        - name: later
          priority: 9
          description: what comes last
          condition: {field: action.action_type, eq: x}
          action: {type: suppress}
        - name: sooner
          priority: -1
          condition: {state_counter: logins, gt: 3}
          action: {type: deny}
      """;
  private static final String TRIAL =
      "\"namespace\":\"n\",\"tenant\":\"t\",\"provider\":\"inbox\",\"action_type\":\"x\",\"payload\":{}";

  @TempDir Path directory;
  private RunningApi api;

  @BeforeEach
  void start() throws Exception {
    Files.writeString(directory.resolve("a.yaml"), RULES);
    api = RunningApi.with().ruleDirectory(directory).start();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void rulesAreListedInTheOrderInWhichTheyDecide() throws Exception {
    assertThat(api.get("/v1/rules").json())
        .isEqualTo(
            JsonText.parse(
                "[{\"name\":\"sooner\",\"priority\":-1,\"enabled\":true,\"description\":null},"
                    + "{\"name\":\"later\",\"priority\":9,\"enabled\":true,\"description\":\"what comes last\"}]"));
  }

  @Test
  void reloadReadsTheDirectoryAgainWithOrWithoutABody() throws Exception {
    Files.writeString(directory.resolve("b.yaml"), RULES.replace("name: ", "name: b-"));
    Json expected =
        Json.object(
            Json.field("directory", directory.toString()),
            Json.field("errors", Json.array(java.util.List.of())),
            Json.field("loaded", 4),
            Json.field("reloaded", 4));
    assertThat(api.post("/v1/rules/reload", "").json()).isEqualTo(expected);
    assertThat(api.post("/v1/rules/reload", "{}").json()).isEqualTo(expected);
    assertThat(
            api.post(
                    "/v1/rules/reload",
                    "{\"directory\":\"" + directory + "/../" + directory.getFileName() + "\"}")
                .json())
        .isEqualTo(expected);
    assertThat(api.gateway.rules().current().rules()).hasSize(4);
  }

  @Test
  void anotherDirectoryIsRefused() throws Exception {
    Answer answer = api.post("/v1/rules/reload", "{\"directory\":\"/etc\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("/directory is not the configured rules directory");
    assertThat(api.post("/v1/rules/reload", "{\"directory\":\"a\\u0000b\"}").status())
        .isEqualTo(422);
  }

  @Test
  void aBadFileIsNamedAndTheRulesInForceStay() throws Exception {
    Files.writeString(directory.resolve("b.yaml"), "rules:\n  - name: broken\n    conditon: {}\n");
    Answer answer = api.post("/v1/rules/reload", "");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.at("code")).isEqualTo(Json.of("INVALID_RULES"));
    assertThat(answer.body()).contains("b.yaml:3:", "conditon");
    assertThat(api.gateway.rules().current().rules()).hasSize(2);
  }

  @Test
  void aGatewayWithoutADirectoryHasNothingToReload() throws Exception {
    try (RunningApi bare = RunningApi.with().start()) {
      assertThat(bare.post("/v1/rules/reload", "").status()).isEqualTo(400);
    }
  }

  @Test
  void aRuleIsSwitchedInThisProcess() throws Exception {
    Answer off = api.put("/v1/rules/later/enabled", "{\"enabled\":false}");
    assertThat(off.json())
        .isEqualTo(
            JsonText.parse(
                "{\"enabled\":false,\"name\":\"later\",\"scope\":\"process\",\"status\":\"disabled\"}"));
    assertThat(api.get("/v1/rules").at("1/enabled")).isEqualTo(Json.FALSE);
    assertThat(api.put("/v1/rules/later/enabled", "{\"enabled\":true}").at("status"))
        .isEqualTo(Json.of("enabled"));
    Answer unknown = api.put("/v1/rules/no%2Fne/enabled", "{\"enabled\":true}");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.at("message")).isEqualTo(Json.of("rule not found: no/ne"));
    assertThat(api.put("/v1/rules/later/enabled", "{\"enabled\":1}").body())
        .contains("/enabled is a number; it must be true or false");
  }

  @Test
  void evaluationTellsWhyRuleByRule() throws Exception {
    Answer trace = api.post("/v1/rules/evaluate", "{" + TRIAL + "}");
    assertThat(trace.status()).isEqualTo(200);
    assertThat(trace.at("verdict")).isEqualTo(Json.of("suppress"));
    assertThat(trace.at("matched_rule")).isEqualTo(Json.of("later"));
    assertThat(trace.at("has_errors")).isEqualTo(Json.FALSE);
    assertThat(trace.at("trace/0/result")).isEqualTo(Json.of("not_matched"));
    assertThat(trace.at("trace/1/condition_display"))
        .isEqualTo(Json.of("(action.action_type == \"x\")"));
    assertThat(trace.at("context/time/Map/year/Int")).isInstanceOf(Json.Int.class);
  }

  @Test
  void evaluationTakesPretendedStateAndTime() throws Exception {
    Answer trace =
        api.post(
            "/v1/rules/evaluate",
            "{%s,\"mock_state\":{\"logins\":\"4\"},\"evaluate_at\":\"2026-01-01T09:00:00Z\",\"evaluate_all\":true,\"metadata\":{\"labels\":{}}}"
                .formatted(TRIAL));
    assertThat(trace.at("matched_rule")).isEqualTo(Json.of("sooner"));
    assertThat(trace.at("context/time/Map/hour/Int")).isEqualTo(Json.of(9));
    assertThat(trace.at("trace/1/result")).isEqualTo(Json.of("matched"));
    assertThat(api.inbox.received()).isZero();
  }

  @Test
  void aMistakeInATrialIsNamedByItsPointer() throws Exception {
    assertThat(
            api.post("/v1/rules/evaluate", "{" + TRIAL + ",\"mock_state\":{\"a\":4}}")
                .at("message"))
        .isEqualTo(Json.of("/mock_state/a is a number; it must be a string"));
    assertThat(api.post("/v1/rules/evaluate", "{\"namespace\":\"n\"}").at("message"))
        .isEqualTo(Json.of("/tenant is missing"));
  }
}
