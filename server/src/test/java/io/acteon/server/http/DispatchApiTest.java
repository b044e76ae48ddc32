package io.acteon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.json.JsonText;
import io.acteon.model.Action;
import io.acteon.model.FailureCode;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import io.acteon.server.http.RunningApi.Answer;
import io.acteon.time.TimeSource;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients send to be dispatched and what they get. */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
final class DispatchApiTest {
  private static final String RULES =
      """
      rules:
        - name: block-spam
          condition: {field: action.action_type, eq: spam}
          action: {type: suppress}
        - name: once
          condition: {field: action.action_type, eq: once}
          action: {type: deduplicate, ttl_seconds: 60}
        - name: by-sms
          condition: {field: action.action_type, eq: urgent}
          action: {type: reroute, target_provider: inbox}
        - name: slowly
          condition: {field: action.action_type, eq: often}
          action: {type: throttle, max_count: 1, window_seconds: 3600}
      """;

  private RunningApi api;

  @BeforeAll
  void start() {
    api =
        RunningApi.with()
            .rules(RULES)
            .provider(TestProviders.failing("broken", FailureCode.EXECUTION_FAILED))
            .start();
  }

  @AfterAll
  void stop() {
    api.close();
  }

  private static String action(String provider, String type, String more) {
    return "{\"namespace\":\"n\",\"tenant\":\"t\",\"provider\":\"%s\",\"action_type\":\"%s\",\"payload\":{}%s}"
        .formatted(provider, type, more);
  }

  private Answer dispatch(String body) throws Exception {
    return api.post("/v1/dispatch", body);
  }

  private Action delivered() {
    return api.inbox.messages().getFirst().action();
  }

  @Test
  void theBodyThatExistingClientsSendIsExecuted() throws Exception {
    Answer answer =
        dispatch(
            "{\"id\":\"a-1\",\"namespace\":\"n\",\"tenant\":\"t\",\"provider\":\"inbox\",\"action_type\":\"send\","
                + "\"payload\":{\"to\":\"x\"},\"created_at\":\"2026-01-01T02:00:00+02:00\",\"metadata\":{\"labels\":{\"k\":\"v\"}},"
                + "\"dedup_key\":null,\"unknown\":[1],\"trace_context\":{}}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("Executed/status")).isEqualTo(Json.of("success"));
    assertThat(answer.at("Executed/headers")).isEqualTo(Json.EMPTY);
    assertThat(answer.at("Executed/body")).isInstanceOf(Json.Obj.class);
    assertThat(delivered())
        .isEqualTo(
            Action.builder(
                    "a-1",
                    new Scope("n", "t"),
                    "inbox",
                    "send",
                    Instant.parse("2026-01-01T00:00:00Z"))
                .payload(JsonText.parse("{\"to\":\"x\"}"))
                .metadata(Map.of("k", "v"))
                .build());
  }

  @Test
  void flatMetadataIsTakenAndSoIsALabelNamedLabels() throws Exception {
    dispatch(action("inbox", "send", ",\"metadata\":{\"labels\":\"x\",\"b\":\"y\"}"));
    assertThat(delivered().metadata()).isEqualTo(Map.of("labels", "x", "b", "y"));
  }

  @Test
  void idAndTimeAreMadeWhenTheyAreAbsent() throws Exception {
    Instant before = TimeSource.system().now();
    dispatch(action("inbox", "send", ""));
    assertThat(delivered().id())
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f-]{16}");
    assertThat(delivered().createdAt()).isAfterOrEqualTo(before);
  }

  @Test
  void theCallersTraceReplacesTheActionsOwn() throws Exception {
    String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    String body = action("inbox", "send", ",\"trace_context\":{\"mine\":\"1\"}");
    dispatch(body);
    assertThat(delivered().traceContext()).isEqualTo(Map.of("mine", "1"));

    var traced = HttpRequest.newBuilder(api.request("/v1/dispatch", body), (_, _) -> true);
    api.send(traced.header("traceparent", parent).header("tracestate", "a=b").build());
    assertThat(delivered().traceContext())
        .isEqualTo(Map.of("traceparent", parent, "tracestate", "a=b"));

    var malformed = HttpRequest.newBuilder(api.request("/v1/dispatch", body), (_, _) -> true);
    api.send(malformed.header("traceparent", "00-zz-1").build());
    assertThat(delivered().traceContext()).isEqualTo(Map.of("mine", "1"));
  }

  @Test
  void everyOutcomeHasTheShapeThatClientsKnow() throws Exception {
    assertThat(dispatch(action("inbox", "spam", "")).body())
        .isEqualTo("{\"Suppressed\":{\"rule\":\"block-spam\"}}");

    String once = action("inbox", "once", ",\"dedup_key\":\"k\"");
    assertThat(dispatch(once).body()).startsWith("{\"Executed\":");
    assertThat(dispatch(once).body()).isEqualTo("\"Deduplicated\"");

    Answer rerouted = dispatch(action("broken", "urgent", ""));
    assertThat(rerouted.at("Rerouted/original_provider")).isEqualTo(Json.of("broken"));
    assertThat(rerouted.at("Rerouted/new_provider")).isEqualTo(Json.of("inbox"));
    assertThat(rerouted.at("Rerouted/response/status")).isEqualTo(Json.of("success"));

    dispatch(action("inbox", "often", ""));
    Answer throttled = dispatch(action("inbox", "often", ""));
    assertThat(throttled.at("Throttled/retry_after/secs")).isInstanceOf(Json.Int.class);
    assertThat(throttled.at("Throttled/retry_after/nanos")).isInstanceOf(Json.Int.class);

    Answer failed = dispatch(action("broken", "send", ""));
    assertThat(failed.status()).isEqualTo(200);
    assertThat(failed.at("Failed/code")).isEqualTo(Json.of("EXECUTION_FAILED"));
    assertThat(failed.at("Failed/retryable")).isEqualTo(Json.FALSE);
    assertThat(failed.at("Failed/attempts")).isEqualTo(Json.of(1));

    Answer unknown = dispatch(action("nobody", "send", ""));
    assertThat(unknown.status()).isEqualTo(200);
    assertThat(unknown.at("Failed/code")).isEqualTo(Json.of("PROVIDER_NOT_FOUND"));
    assertThat(unknown.at("Failed/attempts")).isEqualTo(Json.of(0));
  }

  @Test
  void dryRunTellsTheVerdictAndSendsNothing() throws Exception {
    long before = api.inbox.received();
    assertThat(api.post("/v1/dispatch?dry_run=true", action("inbox", "send", "")).json())
        .isEqualTo(
            JsonText.parse(
                "{\"DryRun\":{\"matched_rule\":null,\"verdict\":\"allow\",\"would_be_provider\":\"inbox\"}}"));
    assertThat(
            api.post("/v1/dispatch?dry_run=true", action("inbox", "spam", "")).at("DryRun/verdict"))
        .isEqualTo(Json.of("suppress"));
    assertThat(api.inbox.received()).isEqualTo(before);
    assertThat(api.post("/v1/dispatch?dry_run=maybe", action("inbox", "send", "")).status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|/namespace is missing",
        "[]|the body is an array; it must be an object",
        "7|the body is a number; it must be an object",
        "{\"namespace\":\"n\",\"tenant\":1}|/tenant is a number; it must be a string",
        "{\"namespace\":\"\"}|/namespace is empty",
        "{\"namespace\":\"a\\u0000b\"}|/namespace holds a control character",
        "{\"id\":null,\"namespace\":null}|/namespace is null; it must be a string",
        "{\"id\":7}|/id is a number; it must be a string",
      })
  void aWrongFieldIsNamedByItsPointer(String body, String message) throws Exception {
    Answer answer = dispatch(body);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.at("code")).isEqualTo(Json.of("INVALID_FIELD"));
    assertThat(answer.at("message")).isEqualTo(Json.of(message));
    assertThat(answer.at("error")).isEqualTo(Json.of(message));
    assertThat(answer.at("retryable")).isEqualTo(Json.FALSE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"created_at\":\"yesterday\"|/created_at is not an RFC 3339 time",
        "\"created_at\":\"2026-01-01T00:00:00\"|/created_at is not an RFC 3339 time",
        "\"created_at\":\"2026-02-30T00:00:00Z\"|/created_at is not an RFC 3339 time",
        "\"created_at\":5|/created_at is a number",
        "\"metadata\":null|/metadata is null; it must be an object of strings",
        "\"metadata\":{\"a/b~c\":1}|/metadata/a~1b~0c is a number; it must be a string",
        "\"metadata\":{\"labels\":{\"x\":[]}}|/metadata/labels/x is an array; it must be a string",
        "\"trace_context\":[]|/trace_context is an array; it must be an object of strings",
        "\"attachments\":{}|/attachments is an object; it must be an array",
        "\"attachments\":[{\"id\":\"1\"}]|/attachments/0/name is missing",
        "\"attachments\":[{\"id\":\"1\",\"name\":\"n\",\"filename\":\"f\",\"content_type\":\"c\",\"data_base64\":\"??\"}]|/attachments/0/data_base64 is not standard base64",
        "\"attachments\":[1,2,3,4,5,6,7,8,9,10,11]|/attachments has 11 elements; at most 10",
      })
  void aWrongOptionalFieldIsNamedByItsPointer(String field, String message) throws Exception {
    Answer answer = dispatch(action("inbox", "send", "," + field));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    "id,256",
    "namespace,128",
    "tenant,256",
    "provider,128",
    "action_type,128",
    "dedup_key,1024",
    "fingerprint,1024",
    "status,256"
  })
  void lengthsAreTakenUpToTheirLimit(String name, int limit) throws Exception {
    var fields =
        new TreeMap<>(
            Map.of("namespace", "n", "tenant", "t", "provider", "inbox", "action_type", "send"));
    fields.put(name, "\u00fc".repeat(limit / 2));
    assertThat(dispatch(body(fields)).status()).isEqualTo(200);
    fields.put(name, "\u00fc".repeat(limit / 2) + "x");
    Answer refused = dispatch(body(fields));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body())
        .contains("/" + name + " is " + (limit + 1) + " bytes of UTF-8; at most " + limit);
  }

  private static String body(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> "\"" + field.getKey() + "\":\"" + field.getValue() + "\"")
        .collect(Collectors.joining(",", "{", ",\"payload\":null}"));
  }

  @Test
  void metadataIsBoundedInNumberAndSize() throws Exception {
    String many =
        IntStream.range(0, 65)
            .mapToObj(i -> "\"k" + i + "\":\"v\"")
            .collect(Collectors.joining(","));
    assertThat(dispatch(action("inbox", "send", ",\"metadata\":{" + many + "}")).body())
        .contains("/metadata has 65 entries; at most 64 are taken");
    String labels =
        IntStream.range(0, 9)
            .mapToObj(i -> "\"" + i + "\":\"" + "v".repeat(4000) + "\"")
            .collect(Collectors.joining(","));
    assertThat(dispatch(action("inbox", "send", ",\"metadata\":{" + labels + "}")).body())
        .contains("/metadata is 36009 bytes in all; at most 32768 are taken");
    String large = "v".repeat(4097);
    assertThat(dispatch(action("inbox", "send", ",\"metadata\":{\"k\":\"" + large + "\"}")).body())
        .contains("/metadata/k is 4097 bytes of UTF-8; at most 4096 are taken");
  }

  @Test
  void aBatchIsAnsweredSlotBySlotInTheFormItCame() throws Exception {
    String actions = "[" + action("inbox", "spam", "") + "," + action("inbox", "send", "") + "]";
    Answer bare = api.post("/v1/dispatch/batch", actions);
    assertThat(bare.at("0/Suppressed/rule")).isEqualTo(Json.of("block-spam"));
    assertThat(bare.at("1/Executed/status")).isEqualTo(Json.of("success"));

    Answer wrapped = api.post("/v1/dispatch/batch", "{\"actions\":" + actions + "}");
    assertThat(wrapped.at("results/0/Suppressed/rule")).isEqualTo(Json.of("block-spam"));
    assertThat(wrapped.at("results/1/Executed/status")).isEqualTo(Json.of("success"));

    assertThat(api.post("/v1/dispatch/batch", "[]").body()).isEqualTo("[]");
    assertThat(api.post("/v1/dispatch/batch?dry_run=true", actions).at("0/DryRun/verdict"))
        .isEqualTo(Json.of("suppress"));
  }

  @Test
  void aBatchWithAMistakeIsRefusedAsAWhole() throws Exception {
    long before = api.inbox.received();
    Answer answer = api.post("/v1/dispatch/batch", "[" + action("inbox", "send", "") + ",{}]");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.at("message")).isEqualTo(Json.of("/1/namespace is missing"));
    assertThat(api.post("/v1/dispatch/batch", "{\"actions\":[5]}").at("message"))
        .isEqualTo(Json.of("/actions/0 is a number; it must be an object"));
    assertThat(api.post("/v1/dispatch/batch", "{\"actions\":5}").status()).isEqualTo(422);
    assertThat(api.post("/v1/dispatch/batch", "\"x\"").status()).isEqualTo(422);
    assertThat(api.inbox.received()).isEqualTo(before);
  }

  @Test
  void aBatchTakesAThousandActionsAndNoMore() throws Exception {
    String one = action("inbox", "spam", "");
    Answer full = api.post("/v1/dispatch/batch", Collections.nCopies(1000, one).toString());
    assertThat(full.status()).isEqualTo(200);
    assertThat(full.at("999/Suppressed/rule")).isEqualTo(Json.of("block-spam"));
    Answer over = api.post("/v1/dispatch/batch", Collections.nCopies(1001, one).toString());
    assertThat(over.status()).isEqualTo(400);
    assertThat(over.json()).isInstanceOf(Json.Obj.class);
  }
}
