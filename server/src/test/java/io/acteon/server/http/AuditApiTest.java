package io.acteon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.server.http.RunningApi.Answer;
import java.util.ArrayList;
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
final class AuditApiTest {
  private static final Set<String> KEYS =
      Set.of(
          "action_id",
          "action_payload",
          "action_type",
          "auth_method",
          "caller_id",
          "canonical_hash",
          "chain_id",
          "completed_at",
          "dispatched_at",
          "duration_ms",
          "expires_at",
          "id",
          "kid",
          "matched_rule",
          "metadata",
          "namespace",
          "outcome",
          "outcome_details",
          "previous_hash",
          "provider",
          "record_hash",
          "sequence_number",
          "signature",
          "signer_id",
          "tenant",
          "verdict",
          "verdict_details");

  private final RunningApi api = RunningApi.with().start();

  @BeforeAll
  void dispatchSome() throws Exception {
    for (int i = 0; i < 5; i++) {
      api.post(
          "/v1/dispatch",
          "{\"id\":\"a-%d\",\"namespace\":\"n\",\"tenant\":\"t.%d\",\"provider\":\"inbox\",\"action_type\":\"x\",\"payload\":{\"i\":%d},\"metadata\":{\"k\":\"v\"}}"
              .formatted(i, i % 2, i));
    }
    TestProviders.until(() -> api.get("/v1/audit"), all -> all.at("total").equals(Json.of(5)));
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  void aRecordHasAllItsKeysAndNullsForWhatIsAbsent() throws Exception {
    Answer record = api.get("/v1/audit/a-3");
    assertThat(record.status()).isEqualTo(200);
    assertThat(((Json.Obj) record.json()).fields().keySet()).isEqualTo(KEYS);
    assertThat(record.at("action_id")).isEqualTo(Json.of("a-3"));
    assertThat(record.at("outcome")).isEqualTo(Json.of("executed"));
    assertThat(record.at("outcome_details/status")).isEqualTo(Json.of("Success"));
    assertThat(record.at("verdict")).isEqualTo(Json.of("allow"));
    assertThat(record.at("action_payload")).isEqualTo(JsonText.parse("{\"i\":3}"));
    assertThat(record.at("metadata")).isEqualTo(JsonText.parse("{\"k\":\"v\"}"));
    assertThat(record.at("auth_method")).isEqualTo(Json.of("anonymous"));
    assertThat(record.at("caller_id")).isEqualTo(Json.of(""));
    assertThat(record.at("matched_rule")).isEqualTo(Json.NULL);
    assertThat(record.at("sequence_number")).isEqualTo(Json.NULL);
    assertThat(((Json.Str) record.at("dispatched_at")).value())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.(\\d{3}){1,3})?Z");
  }

  @Test
  void pagesFollowEachOtherByTheirCursor() throws Exception {
    var seen = new ArrayList<Json>();
    Answer page = api.get("/v1/audit?limit=2");
    assertThat(page.at("limit")).isEqualTo(Json.of(2));
    assertThat(page.at("offset")).isEqualTo(Json.of(0));
    assertThat(page.at("total")).isEqualTo(Json.of(5));
    while (true) {
      List<Json> records = ((Json.Arr) page.at("records")).items();
      records.forEach(record -> seen.add(((Json.Obj) record).fields().get("action_id")));
      if (!page.body().contains("\"next_cursor\"")) {
        break;
      }
      String cursor = ((Json.Str) page.at("next_cursor")).value();
      page = api.get("/v1/audit?limit=2&cursor=" + cursor);
      assertThat(page.body()).doesNotContain("\"total\"");
    }
    assertThat(seen)
        .containsExactly(
            Json.of("a-4"), Json.of("a-3"), Json.of("a-2"), Json.of("a-1"), Json.of("a-0"));
  }

  @Test
  void filtersNarrowAndATenantCoversWhatIsBelowIt() throws Exception {
    assertThat(api.get("/v1/audit?tenant=t").at("total")).isEqualTo(Json.of(5));
    assertThat(api.get("/v1/audit?namespace=n&tenant=t.1").at("total")).isEqualTo(Json.of(2));
    assertThat(api.get("/v1/audit?outcome=failed").at("records")).isEqualTo(Json.array(List.of()));
    assertThat(api.get("/v1/audit?outcome=executed&provider=inbox&verdict=allow").at("total"))
        .isEqualTo(Json.of(5));
    assertThat(api.get("/v1/audit?from=2100-01-01T00:00:00Z").at("total")).isEqualTo(Json.of(0));
    assertThat(api.get("/v1/audit?limit=0").at("limit")).isEqualTo(Json.of(1));
    assertThat(api.get("/v1/audit?limit=5000").at("limit")).isEqualTo(Json.of(1000));
    assertThat(api.get("/v1/audit?tenant=").at("total")).isEqualTo(Json.of(5));
  }

  @ParameterizedTest
  @CsvSource({
    "limit=-1,INVALID_QUERY",
    "limit=x,INVALID_QUERY",
    "offset=1e3,INVALID_QUERY",
    "from=yesterday,INVALID_QUERY",
    "to=2026-01-01T00:00:00+01:00,INVALID_QUERY",
    "cursor=zzz,INVALID_CURSOR",
    "cursor=eyJ2IjoxLCJrIjoidHMiLCJ0IjoxLCJpIjoiYSJ9,INVALID_CURSOR",
    "sort_by_sequence_asc=1,INVALID_QUERY",
    "sort_by_sequence_asc=true&sort_by_sequence_desc=true,INVALID_QUERY",
  })
  void aWrongQueryIsRefusedByName(String query, String code) throws Exception {
    Answer answer = api.get("/v1/audit?" + query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("code")).isEqualTo(Json.of(code));
    assertThat(answer.body()).contains(query.substring(0, query.indexOf('=')));
  }

  @Test
  void whatIsNotThereIsNamed() throws Exception {
    Answer missing = api.get("/v1/audit/nope");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.at("error")).isEqualTo(Json.of("no audit record found for action: nope"));
    try (RunningApi unaudited = RunningApi.with().unaudited().start()) {
      Answer off = unaudited.get("/v1/audit");
      assertThat(off.status()).isEqualTo(404);
      assertThat(off.body()).contains("audit is not enabled");
    }
  }

  @Test
  void complianceTellsTheModeAndTheDeadLetterQueueThatThereIsNone() throws Exception {
    assertThat(api.get("/v1/compliance/status").json())
        .isEqualTo(
            JsonText.parse(
                "{\"mode\":\"none\",\"sync_audit_writes\":false,\"immutable_audit\":false,\"hash_chain\":false}"));
    assertThat(api.get("/v1/dlq/stats").json())
        .isEqualTo(JsonText.parse("{\"enabled\":false,\"count\":0}"));
  }

  @Test
  void theInboxShowsWhatWasDelivered() throws Exception {
    Answer inbox = api.get("/dev/inbox");
    assertThat(inbox.at("received")).isEqualTo(Json.of(5));
    assertThat(inbox.at("messages/0/number")).isEqualTo(Json.of(5));
    assertThat(inbox.at("messages/0/action/id")).isEqualTo(Json.of("a-4"));
  }
}
