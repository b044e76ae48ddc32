package io.acteon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.Redaction;
import io.acteon.engine.Trail;
import io.acteon.model.Action;
import io.acteon.model.Json;
import io.acteon.server.http.RunningApi.Answer;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class ReplayApiTest {
  private static final String NOTHING = "";

  private static void dispatch(RunningApi api, String id, String provider, String more)
      throws Exception {
    Answer answer =
        api.post(
            "/v1/dispatch",
            "{\"id\":\"%s\",\"namespace\":\"n\",\"tenant\":\"t\",\"provider\":\"%s\",\"action_type\":\"send\",\"payload\":{\"to\":\"%s\"}%s}"
                .formatted(id, provider, id, more));
    assertThat(answer.status()).isEqualTo(200);
  }

  private static String text(Json value) {
    return ((Json.Str) value).value();
  }

  private static List<Json> items(Answer answer, String path) {
    return ((Json.Arr) answer.at(path)).items();
  }

  private static Answer bulk(RunningApi api, String query) throws Exception {
    Answer answer = api.post("/v1/audit/replay" + query, NOTHING);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private static List<Long> counts(Answer answer) {
    return Stream.of("replayed", "failed", "skipped")
        .map(name -> ((Json.Int) answer.at(name)).value())
        .toList();
  }

  private static RunningApi redacting(String... fields) {
    UnaryOperator<Trail> redacting =
        trail ->
            new Trail(
                trail.store(),
                trail.storePayload(),
                trail.ttl(),
                new Redaction(List.of(fields), "#")::apply);
    return RunningApi.with().trail(redacting).start();
  }

  @Test
  void aReplayIsANewActionWithWhatTheOriginalHad() throws Exception {
    try (RunningApi api = RunningApi.with().start()) {
      Instant before = TimeSource.system().now();
      dispatch(
          api,
          "a-1",
          "inbox",
          ",\"created_at\":\"2026-01-01T00:00:00Z\",\"metadata\":{\"team\":\"blue\",\"__own\":\"x\"},"
              + "\"dedup_key\":\"k\",\"fingerprint\":\"f\",\"status\":\"open\","
              + "\"starts_at\":\"2026-01-02T00:00:00Z\",\"ends_at\":\"2026-01-03T00:00:00Z\"");

      Answer answer = api.post("/v1/audit/a-1/replay", NOTHING);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(((Json.Obj) answer.json()).fields().keySet())
          .isEqualTo(Set.of("original_action_id", "new_action_id", "success", "outcome", "error"));
      assertThat(answer.at("original_action_id")).isEqualTo(Json.of("a-1"));
      assertThat(answer.at("success")).isEqualTo(Json.TRUE);
      assertThat(answer.at("outcome")).isEqualTo(Json.of("executed"));
      assertThat(answer.at("error")).isEqualTo(Json.NULL);
      Action sent = api.inbox.messages().getFirst().action();
      assertThat(sent.id()).isEqualTo(text(answer.at("new_action_id"))).isNotEqualTo("a-1");
      assertThat(sent.createdAt()).isAfterOrEqualTo(before);
      Action first = api.inbox.messages().get(1).action();
      assertThat(sent)
          .isEqualTo(
              Action.builder(sent.id(), first.scope(), "inbox", "send", sent.createdAt())
                  .payload(first.payload())
                  .metadata(Map.of("team", "blue", "replayed_from", "a-1"))
                  .dedupKey("k")
                  .fingerprint("f")
                  .status("open")
                  .startsAt(Instant.parse("2026-01-02T00:00:00Z"))
                  .endsAt(Instant.parse("2026-01-03T00:00:00Z"))
                  .build());
      assertThat(api.get("/v1/audit/" + sent.id()).at("metadata/replayed_from"))
          .isEqualTo(Json.of("a-1"));
    }
  }

  @Test
  void aReplayOfAReplayNamesTheOneItRepeatsAndTheFirst() throws Exception {
    try (RunningApi api = RunningApi.with().start()) {
      dispatch(api, "a-1", "inbox", NOTHING);
      String second = text(api.post("/v1/audit/a-1/replay", NOTHING).at("new_action_id"));
      String third = text(api.post("/v1/audit/" + second + "/replay", NOTHING).at("new_action_id"));

      assertThat(api.get("/v1/audit/" + third).at("metadata"))
          .isEqualTo(
              Json.object(Json.field("replayed_from", second), Json.field("__replay_root", "a-1")));
    }
  }

  @Test
  void anActionThatIsNotThereIsNamed() throws Exception {
    try (RunningApi api = RunningApi.with().start()) {
      dispatch(api, "a-1", "inbox", NOTHING);
      Answer missing = api.post("/v1/audit/nope/replay", NOTHING);
      assertThat(missing.status()).isEqualTo(404);
      assertThat(missing.at("error")).isEqualTo(Json.of("no audit record found for action: nope"));
      assertThat(api.post("/v1/audit/a-1/replay?tenant=other", NOTHING).status()).isEqualTo(404);
      assertThat(api.post("/v1/audit/a-1/replay?namespace=n&tenant=t", NOTHING).status())
          .isEqualTo(200);
    }
    try (RunningApi unaudited = RunningApi.with().unaudited().start()) {
      for (String path : List.of("/v1/audit/a/replay", "/v1/audit/replay")) {
        Answer off = unaudited.post(path, NOTHING);
        assertThat(off.status()).isEqualTo(404);
        assertThat(off.body()).contains("audit is not enabled");
      }
    }
  }

  @Test
  void whatWasNotStoredIsNotReplayed() throws Exception {
    try (RunningApi api =
        RunningApi.with().auditSettings(Map.of("store_payload", "false")).start()) {
      dispatch(api, "a-1", "inbox", NOTHING);
      Answer answer = api.post("/v1/audit/a-1/replay", NOTHING);
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.at("code")).isEqualTo(Json.of("NOT_REPLAYABLE"));
      assertThat(answer.at("error"))
          .isEqualTo(Json.of("audit record has no stored payload (privacy mode was enabled)"));
      assertThat(counts(bulk(api, NOTHING))).containsExactly(0L, 0L, 1L);
      assertThat(api.inbox.messages()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"to,payload", "team,metadata", "__dedup_key,metadata"})
  void whatRedactionChangedIsNotReplayed(String field, String part) throws Exception {
    try (RunningApi api = redacting(field)) {
      dispatch(api, "a-1", "inbox", ",\"metadata\":{\"team\":\"b\"},\"dedup_key\":\"k\"");
      Answer answer = api.post("/v1/audit/a-1/replay", NOTHING);
      assertThat(answer.status()).isEqualTo(422);
      assertThat(text(answer.at("error"))).contains("redacted (" + part + ")");
      Answer many = bulk(api, NOTHING);
      assertThat(counts(many)).containsExactly(0L, 0L, 1L);
      assertThat(text(many.at("skipped_actions/0/reason"))).contains("redacted");
      assertThat(api.inbox.messages()).hasSize(1);
    }
  }

  @Test
  void whatRedactionLeftAsItWasIsReplayed() throws Exception {
    try (RunningApi api = redacting("password", "status")) {
      dispatch(api, "a-1", "inbox", NOTHING);
      assertThat(api.get("/v1/audit/a-1").at("verdict_details/redacted"))
          .isEqualTo(Json.array(List.of(Json.of("outcome_details"))));
      assertThat(api.post("/v1/audit/a-1/replay", NOTHING).status()).isEqualTo(200);
      assertThat(api.inbox.messages()).hasSize(2);
    }
  }

  @Test
  void aDeliveryThatFailsIsToldAsOne() throws Exception {
    var provider = new TestProviders.Switched();
    provider.broken = true;
    try (RunningApi api = RunningApi.with().provider(provider).start()) {
      dispatch(api, "a-1", "switched", NOTHING);
      Answer answer = api.post("/v1/audit/a-1/replay", NOTHING);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.at("success")).isEqualTo(Json.FALSE);
      assertThat(answer.at("outcome")).isEqualTo(Json.of("failed"));
      assertThat(text(answer.at("error"))).startsWith("EXECUTION_FAILED: the test said so");
    }
  }

  @Test
  void filtersComeFromTheQueryOrFromTheBody() throws Exception {
    try (RunningApi api = RunningApi.with().start()) {
      dispatch(api, "a-1", "inbox", NOTHING);
      dispatch(api, "a-2", "inbox", NOTHING);
      assertThat(counts(bulk(api, "?outcome=failed"))).containsExactly(0L, 0L, 0L);
      assertThat(counts(bulk(api, "?tenant=t&provider=inbox&limit=1"))).containsExactly(1L, 0L, 0L);
      Answer body =
          api.post(
              "/v1/audit/replay",
              "{\"namespace\":\"n\",\"tenant\":\"t\",\"outcome\":\"executed\",\"limit\":500,"
                  + "\"from\":\"2020-01-01T00:00:00Z\",\"to\":null}");
      assertThat(counts(body)).containsExactly(1L, 0L, 2L);
      assertThat(((Json.Obj) body.json()).fields().keySet())
          .isEqualTo(Set.of("replayed", "failed", "skipped", "results", "skipped_actions"));
      assertThat(body.at("results/0/original_action_id")).isEqualTo(Json.of("a-1"));
      assertThat(api.inbox.messages()).hasSize(4);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?outcom=failed||query parameter outcom is not known",
        "|{\"outcom\":\"failed\"}|/outcom is not known",
        "?limit=1|{\"limit\":2}|query parameter limit stands beside a body",
        "|{\"limit\":\"2\"}|/limit is a string; it must be a whole number",
        "|{\"from\":\"yesterday\"}|/from is not an RFC 3339 time",
        "|[]|the body is an array; it must be an object",
        "?cursor=zzz||query parameter cursor is not from here",
        "|{\"cursor\":\"zzz\"}|/cursor is not from here",
        "?from=2026-13-01||query parameter from is",
      })
  void aFilterThatIsWrongSendsNothing(String query, String body, String message) throws Exception {
    try (RunningApi api = RunningApi.with().start()) {
      dispatch(api, "a-1", "inbox", NOTHING);
      Answer answer =
          api.post(
              "/v1/audit/replay" + (query == null ? "" : query), body == null ? NOTHING : body);
      assertThat(answer.status()).isBetween(400, 422);
      assertThat(text(answer.at("error"))).startsWith(message);
      assertThat(api.inbox.messages()).hasSize(1);
    }
  }

  @Test
  void intentsAreNeverReplayedAndAnActionOfSeveralRecordsOnce() throws Exception {
    try (RunningApi api = RunningApi.with().synchronousAudit().start()) {
      dispatch(api, "a-1", "inbox", NOTHING);
      dispatch(api, "a-1", "inbox", NOTHING);
      dispatch(api, "a-2", "inbox", NOTHING);
      assertThat(api.get("/v1/audit?include_intents=true").at("total")).isEqualTo(Json.of(6));

      Answer intents = bulk(api, "?outcome=pending");
      assertThat(counts(intents)).containsExactly(0L, 0L, 3L);
      Answer all = bulk(api, NOTHING);

      assertThat(counts(all)).containsExactly(2L, 0L, 1L);
      assertThat(all.at("skipped_actions/0/original_action_id")).isEqualTo(Json.of("a-1"));
      assertThat(api.inbox.messages()).hasSize(5);
    }
  }

  @Test
  void aSecondCallSendsNothingTwiceUnlessItIsToldTo() throws Exception {
    try (RunningApi api = RunningApi.with().start()) {
      dispatch(api, "a-1", "inbox", NOTHING);
      dispatch(api, "a-2", "inbox", NOTHING);
      assertThat(api.post("/v1/audit/a-2/replay", NOTHING).status()).isEqualTo(200);

      Answer first = bulk(api, NOTHING);
      assertThat(counts(first)).as("a-1; a-2 was replayed by hand").containsExactly(1L, 0L, 2L);
      assertThat(first.body()).contains("the action was replayed before");
      assertThat(counts(bulk(api, NOTHING))).containsExactly(0L, 0L, 4L);
      assertThat(api.inbox.messages()).hasSize(4);
      assertThat(counts(bulk(api, "?again=true"))).containsExactly(2L, 0L, 2L);
    }
  }

  @Test
  void aReplayThatFailedMayBeRepeatedAndDoesNotMultiply() throws Exception {
    var provider = new TestProviders.Switched();
    provider.broken = true;
    try (RunningApi api = RunningApi.with().provider(provider).start()) {
      dispatch(api, "a-1", "switched", NOTHING);
      dispatch(api, "a-2", "switched", NOTHING);
      for (int i = 0; i < 3; i++) {
        assertThat(bulk(api, "?outcome=failed").at("failed")).isEqualTo(Json.of(2));
      }
      provider.broken = false;

      Answer mended = bulk(api, "?outcome=failed");

      assertThat(counts(mended)).containsExactly(2L, 0L, 6L);
      assertThat(counts(bulk(api, "?outcome=failed"))).containsExactly(0L, 0L, 8L);
      assertThat(provider.calls).hasValue(2 + 3 * 2 + 2);
    }
  }

  @Test
  void theRestIsReachedByTheCursorAndEveryOriginalOnce() throws Exception {
    try (RunningApi api = RunningApi.with().start()) {
      for (int i = 0; i < 5; i++) {
        dispatch(api, "a-" + i, "inbox", NOTHING);
      }
      var replayed = new ArrayList<String>();
      Answer page = bulk(api, "?limit=2");
      while (true) {
        items(page, "results")
            .forEach(result ->
                replayed.add(text(((Json.Obj) result).field("original_action_id").orElseThrow())));
        if (!page.body().contains("next_cursor")) {
          break;
        }
        page = bulk(api, "?limit=2&cursor=" + text(page.at("next_cursor")));
      }
      assertThat(replayed).containsExactlyInAnyOrder("a-0", "a-1", "a-2", "a-3", "a-4");
    }
  }

  @Test
  void twoCallsAtOnceDoNotReplayTheSame() throws Exception {
    var gate = new TestProviders.Gate();
    try (RunningApi api = RunningApi.with().provider(gate).start()) {
      dispatch(api, 3);
      gate.closed = true;
      CompletableFuture<Answer> first = TestProviders.later(() -> bulk(api, "?again=false"));
      gate.entered.acquire(3);
      Answer second = bulk(api, NOTHING);
      gate.opened.countDown();

      assertThat(counts(second)).containsExactly(0L, 0L, 3L);
      assertThat(second.body()).contains("is being replayed by another call");
      assertThat(counts(first.get())).containsExactly(3L, 0L, 0L);
    }
  }

  @Test
  void soManyAreUnderWayAtOnceAndWhatTheDeadlineKeepsBackIsToldAndNotSent() throws Exception {
    var gate = new TestProviders.Gate();
    try (RunningApi api =
        RunningApi.with().provider(gate).limits(5000, Duration.ofSeconds(2)).start()) {
      dispatch(api, 40);
      gate.closed = true;

      Answer answer = bulk(api, NOTHING);

      assertThat(counts(answer)).containsExactly(0L, 40L, 0L);
      assertThat(gate.entered.availablePermits()).isEqualTo(32);
      assertThat(items(answer, "results"))
          .filteredOn(result -> result.toString().contains("it was not sent"))
          .hasSize(8);
    }
  }

  private static void dispatch(RunningApi api, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      dispatch(api, "g-" + i, "gate", NOTHING);
    }
  }
}
