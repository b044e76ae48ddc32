package io.acteon.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          password      | {"a":{"PassWord":1},"password":[1]}       | {"a":{"PassWord":"#"},"password":"#"}
          password      | [[{"password":{"x":1}}],{"b":2}]           | [[{"password":"#"}],{"b":2}]
          card.number   | {"card":{"number":1},"x":{"card":{"number":2}}} | {"card":{"number":"#"},"x":{"card":{"number":2}}}
          cards.number  | {"cards":[{"number":1},{"number":2,"o":3}]} | {"cards":[{"number":"#"},{"number":"#","o":3}]}
          *.number      | {"card":{"number":1},"number":2}           | {"card":{"number":"#"},"number":2}
          **.card.number| {"x":{"y":{"card":{"number":2}}}}         | {"x":{"y":{"card":{"number":"#"}}}}
          card.**.n     | {"card":{"n":1,"a":{"b":{"n":2}}},"n":3}   | {"card":{"n":"#","a":{"b":{"n":"#"}}},"n":3}
          *_token       | {"api_token":1,"tokens":2,"a":{"x_TOKEN":3}} | {"api_token":"#","tokens":2,"a":{"x_TOKEN":"#"}}
          user.email    | {"user.email":1,"user":{"email":2}}        | {"user.email":"#","user":{"email":"#"}}
          email         | {"user.email":1}                           | {"user.email":"#"}
          nothing       | {"a":1}                                    | {"a":1}
          """)
  void aFieldIsReplacedWhereItsPatternSays(String pattern, String given, String kept) {
    AuditRecord record = record(JsonText.parse(given), Map.of());

    assertThat(new Redaction(List.of(pattern), "#").apply(record).payload())
        .contains(JsonText.parse(kept));
  }

  @Test
  void detailsAndLabelsAreRedactedToo() {
    AuditRecord record =
        record(Json.EMPTY, Map.of("Api.Secret", "x", "team", "blue")).toBuilder()
            .outcomeDetails(JsonText.parse("{\"error\":{\"secret\":\"x\"}}"))
            .verdictDetails(JsonText.parse("{\"trace\":[{\"secret\":\"x\"}]}"))
            .build();

    AuditRecord kept =
        new Redaction(List.of("secret"), Redaction.DEFAULT_PLACEHOLDER).apply(record);

    assertThat(kept.metadata())
        .containsEntry("Api.Secret", "[REDACTED]")
        .containsEntry("team", "blue");
    assertThat(JsonText.print(kept.outcomeDetails()))
        .isEqualTo("{\"error\":{\"secret\":\"[REDACTED]\"}}");
    assertThat(JsonText.print(kept.verdictDetails()))
        .isEqualTo(
            "{\"trace\":[{\"secret\":\"[REDACTED]\"}],"
                + "\"redacted\":[\"outcome_details\",\"verdict_details\",\"metadata\"]}");
  }

  @Test
  void theRecordSaysInWhichPartsSomethingWasReplaced() {
    AuditRecord record = record(JsonText.parse("{\"pin\":1}"), Map.of("team", "blue"));

    assertThat(Redaction.redacted(new Redaction(List.of("pin"), "#").apply(record)))
        .containsExactly("payload");
    assertThat(Redaction.redacted(new Redaction(List.of("team", "pin"), "#").apply(record)))
        .containsExactly("payload", "metadata");
    assertThat(Redaction.redacted(new Redaction(List.of("other"), "#").apply(record))).isEmpty();
  }

  @Test
  void theSignatureGoesExactlyWhenSomethingWasReplaced() {
    AuditRecord record = record(JsonText.parse("{\"pin\":1}"), Map.of());

    assertThat(new Redaction(List.of("pin"), "#").apply(record).signature())
        .contains(
            new AuditRecord.Signature(
                Optional.empty(), Optional.of("signer"), Optional.of("k1"), Optional.empty()));
    assertThat(new Redaction(List.of("other"), "#").apply(record)).isSameAs(record);
    assertThat(new Redaction(List.of(), "#").apply(record)).isSameAs(record);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a..b", ".a", "a."})
  void aPatternThatNamesNothingIsRefused(String pattern) {
    assertThatThrownBy(() -> new Redaction(List.of(pattern), "#"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("names no field");
  }

  private static AuditRecord record(Json payload, Map<String, String> labels) {
    Instant then = Instant.parse("2026-01-01T00:00:00Z");
    return new AuditRecord(
        "r-1",
        "a-1",
        Optional.empty(),
        new Scope("n", "t"),
        "email",
        "send",
        "allow",
        Optional.empty(),
        "executed",
        Optional.of(payload),
        Json.EMPTY,
        Json.EMPTY,
        labels,
        then,
        then,
        1,
        Optional.empty(),
        "",
        "",
        List.of(),
        Optional.of(
            new AuditRecord.Signature(
                Optional.of("sig"), Optional.of("signer"), Optional.of("k1"), Optional.of("hash"))),
        Optional.empty());
  }
}
