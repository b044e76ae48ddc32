package io.acteon.server.cli;

import io.acteon.audit.AuditChain.Exported;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import io.acteon.server.http.wire.Rfc3339;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an export holds, for whoever has just made one. Immutable.
 *
 * @param place the file's name, or what stands for it
 */
record ExportReport(String place, Scope scope, Exported exported, long bytes) {

  /** For people: a line, and three about what it holds. */
  List<String> lines() {
    return List.of(
        "%s: the chain of %s, %s, %s"
            .formatted(
                PlainText.of(place),
                AuditVerifyCommand.name(scope),
                VerificationText.count(exported.records(), "record"),
                VerificationText.count(bytes, "byte")),
        VerificationText.entry("bodies", bodies()),
        VerificationText.entry(
            "dispatched",
            exported
                .earliest()
                .map(from -> from + " to " + exported.latest().orElse(from))
                .orElse("nothing in that time")),
        VerificationText.entry(
            "manifest",
            exported.isSigned()
                ? "signed"
                : "not signed: this configuration has no signing_key_file"));
  }

  private String bodies() {
    long outside = exported.records() - exported.written() - exported.missing();
    return String.format(Locale.ROOT, "%,d", exported.written())
        + (outside > 0 ? ", without %,d of other times".formatted(outside) : "")
        + (exported.missing() > 0
            ? ", without %,d that are not in the table any more".formatted(exported.missing())
            : "");
  }

  /** For machines. */
  String json() {
    Json.Obj json =
        Json.object(
            Json.field("file", place),
            Json.field("namespace", scope.namespace()),
            Json.field("tenant", scope.tenant()),
            Json.field("records", exported.records()),
            Json.field("written", exported.written()),
            Json.field("missing", exported.missing()));
    json = with(json, "earliest", exported.earliest());
    json = with(json, "latest", exported.latest());
    return JsonText.print(
        json.with("signed", Json.of(exported.isSigned())).with("bytes", Json.of(bytes)));
  }

  private static Json.Obj with(Json.Obj json, String name, Optional<Instant> at) {
    return at.map(some -> json.with(name, Json.of(Rfc3339.print(some)))).orElse(json);
  }
}
