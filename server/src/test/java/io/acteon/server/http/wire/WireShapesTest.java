package io.acteon.server.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditPage;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditRecord;
import io.acteon.json.JsonText;
import io.acteon.model.FailureCode;
import io.acteon.model.Json;
import io.acteon.model.Outcome;
import io.acteon.model.ProviderReply;
import io.acteon.model.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shapes that existing clients decode, as the server that they know sends them. */
final class WireShapesTest {
  private static final ProviderReply REPLY =
      new ProviderReply(
          ProviderReply.Status.SUCCESS,
          Json.object(Json.field("logged", true), Json.field("provider", "log")),
          Map.of());

  private static void assertShape(Json actual, String expected) {
    assertThat(actual).isEqualTo(JsonText.parse(expected));
  }

  @Test
  void outcomesAreTaggedFromOutside() {
    assertShape(
        OutcomeJson.of(new Outcome.Executed(REPLY)),
        "{\"Executed\":{\"body\":{\"logged\":true,\"provider\":\"log\"},\"headers\":{},\"status\":\"success\"}}");
    assertShape(OutcomeJson.of(new Outcome.Deduplicated()), "\"Deduplicated\"");
    assertShape(
        OutcomeJson.of(new Outcome.Suppressed("block-spam")),
        "{\"Suppressed\":{\"rule\":\"block-spam\"}}");
    assertShape(
        OutcomeJson.of(
            new Outcome.Rerouted(
                "email",
                "sms",
                new ProviderReply(ProviderReply.Status.PARTIAL, Json.NULL, Map.of("a", "b")))),
        "{\"Rerouted\":{\"new_provider\":\"sms\",\"original_provider\":\"email\",\"response\":{\"body\":null,\"headers\":{\"a\":\"b\"},\"status\":\"partial\"}}}");
    assertShape(
        OutcomeJson.of(new Outcome.Throttled(Duration.ofMillis(60_250))),
        "{\"Throttled\":{\"retry_after\":{\"nanos\":250000000,\"secs\":60}}}");
    assertShape(
        OutcomeJson.of(new Outcome.Failed(FailureCode.TIMEOUT, "too slow", true, 4)),
        "{\"Failed\":{\"attempts\":4,\"code\":\"TIMEOUT\",\"message\":\"too slow\",\"retryable\":true}}");
    assertShape(
        OutcomeJson.of(new Outcome.DryRun("suppress", Optional.of("r"), "log")),
        "{\"DryRun\":{\"matched_rule\":\"r\",\"verdict\":\"suppress\",\"would_be_provider\":\"log\"}}");
  }

  @Test
  void anErrorHasItsTextTwiceAndABatchSlotNoSiblingKeys() {
    ApiError error = ApiError.rateLimited("rate limit exceeded", 7);
    assertShape(
        error.body(),
        "{\"code\":\"RATE_LIMITED\",\"error\":\"rate limit exceeded\",\"message\":\"rate limit exceeded\",\"retryable\":true,\"retry_after\":7}");
    assertShape(
        error.slot(),
        "{\"error\":{\"code\":\"RATE_LIMITED\",\"message\":\"rate limit exceeded\",\"retryable\":true}}");
  }

  @Test
  void aChainedAndSignedRecordShowsItsPlaceItsSignatureAndItsAttachments() {
    AuditRecord record =
        new AuditRecord(
            "id",
            "a",
            Optional.of("c"),
            new Scope("n", "t"),
            "p",
            "x",
            "allow",
            Optional.of("r"),
            "executed",
            Optional.empty(),
            JsonText.parse("{\"verdict\":\"allow\"}"),
            JsonText.parse("{\"status\":\"Success\"}"),
            Map.of("__dedup_key", "k"),
            Instant.parse("2026-01-01T00:00:00.120Z"),
            Instant.parse("2026-01-01T00:00:01Z"),
            880,
            Optional.of(Instant.parse("2027-01-01T00:00:00Z")),
            "me",
            "jwt",
            List.of(new AuditRecord.AttachmentMetadata("1", "n", "f", "text/plain", 3)),
            Optional.of(
                new AuditRecord.Signature(
                    Optional.of("sig"), Optional.of("s"), Optional.of("k0"), Optional.empty())),
            Optional.of(new AuditRecord.ChainPosition(0, "ab", Optional.empty())));
    String expected =
        "{\"action_id\":\"a\",\"action_payload\":null,\"action_type\":\"x\",\"auth_method\":\"jwt\",\"caller_id\":\"me\",\"canonical_hash\":null,\"chain_id\":\"c\","
            + "\"completed_at\":\"2026-01-01T00:00:01Z\",\"dispatched_at\":\"2026-01-01T00:00:00.120Z\",\"duration_ms\":880,\"expires_at\":\"2027-01-01T00:00:00Z\","
            + "\"id\":\"id\",\"kid\":\"k0\",\"matched_rule\":\"r\",\"metadata\":{\"__dedup_key\":\"k\"},\"namespace\":\"n\",\"outcome\":\"executed\","
            + "\"outcome_details\":{\"status\":\"Success\"},\"previous_hash\":null,\"provider\":\"p\",\"record_hash\":\"ab\",\"sequence_number\":0,"
            + "\"signature\":\"sig\",\"signer_id\":\"s\",\"tenant\":\"t\",\"verdict\":\"allow\",\"verdict_details\":{\"verdict\":\"allow\"},"
            + "\"attachment_metadata\":[{\"content_type\":\"text/plain\",\"filename\":\"f\",\"id\":\"1\",\"name\":\"n\",\"size_bytes\":3}]}";
    assertShape(AuditJson.of(record), expected);

    var page = new AuditPage(List.of(record), OptionalLong.empty(), Optional.of("next"));
    assertShape(
        AuditJson.of(page, AuditQuery.newest(5)),
        "{\"limit\":5,\"offset\":0,\"records\":[" + expected + "],\"next_cursor\":\"next\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00Z,2026-01-01T00:00:00Z",
    "2026-01-01t00:00:00z,2026-01-01T00:00:00Z",
    "2026-01-01 02:00:00+02:00,2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00.123456+00:00,2026-01-01T00:00:00.123456Z",
    "2026-01-01T00:00:00.1234567891234Z,2026-01-01T00:00:00.123456789Z",
    "2025-12-31T23:00:00-01:00,2026-01-01T00:00:00Z",
  })
  void timesOfManyFormsAreRead(String text, Instant expected) {
    assertThat(Rfc3339.parse(text)).hasValue(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01",
    "2026-01-01T00:00:00",
    "2026-01-01T00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-01-01T24:00:00Z",
    "2026-01-01T00:00:00+2:00",
    "+12026-01-01T00:00:00Z",
    "1767225600",
    "2026-01-01T00:00:00.Z",
  })
  void whatIsNoTimeIsNotRead(String text) {
    assertThat(Rfc3339.parse(text)).isEmpty();
  }
}
