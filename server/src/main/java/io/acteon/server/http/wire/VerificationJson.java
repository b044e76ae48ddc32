package io.acteon.server.http.wire;

import io.acteon.audit.Finding;
import io.acteon.audit.VerificationReport;
import io.acteon.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was found of a chain: first the fields that clients know, in their order, then ours. What is
 * absent is left out.
 */
public final class VerificationJson {
  private VerificationJson() {}

  /** {@code now} is what a checkpoint's age is reckoned by. */
  public static Json.Obj of(VerificationReport report, Instant now) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("valid", Json.of(report.valid()));
    fields.put("records_checked", Json.of(report.recordsChecked()));
    firstBroken(report).ifPresent(id -> fields.put("first_broken_at", Json.of(id)));
    report.firstRecordId().ifPresent(id -> fields.put("first_record_id", Json.of(id)));
    report.lastRecordId().ifPresent(id -> fields.put("last_record_id", Json.of(id)));
    fields.put("verdict", Json.of(report.verdict().name()));
    fields.put("records", Json.of(report.records()));
    fields.put("expired", Json.of(report.expired()));
    fields.put("unchained", Json.of(report.unchained()));
    put(fields, "first_broken_sequence", report.firstBrokenAt());
    put(fields, "signed_through", report.signedThrough());
    put(fields, "anchored_through", report.anchoredThrough());
    report
        .checkpointAt()
        .ifPresent(at -> {
          fields.put("checkpoint_at", Json.of(Rfc3339.print(at)));
          fields.put("checkpoint_age_seconds", Json.of(age(at, now).toSeconds()));
        });
    fields.put("unresolved_intents", Json.of(report.unresolvedIntents()));
    fields.put("finding_count", Json.of(report.findingCount()));
    fields.put(
        "findings", Json.array(report.findings().stream().map(VerificationJson::finding).toList()));
    fields.put("remarks", Json.array(report.remarks().stream().map(Json::of).toList()));
    return new Json.Obj(fields);
  }

  /** Never negative, whatever clocks say. */
  public static Duration age(Instant at, Instant now) {
    return now.isBefore(at) ? Duration.ZERO : Duration.between(at, now);
  }

  /** Clients know the first broken record by its id; where only its number is known, by that. */
  private static Optional<String> firstBroken(VerificationReport report) {
    OptionalLong first = report.firstBrokenAt();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    return report.findings().stream()
        .filter(finding -> finding.sequence().equals(first))
        .flatMap(finding -> finding.recordId().stream())
        .findFirst()
        .or(() -> Optional.of(Long.toString(first.getAsLong())));
  }

  private static Json finding(Finding finding) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("kind", Json.of(finding.kind().name()));
    put(fields, "sequence_number", finding.sequence());
    finding.recordId().ifPresent(id -> fields.put("record_id", Json.of(id)));
    fields.put("detail", Json.of(finding.detail()));
    return new Json.Obj(fields);
  }

  private static void put(Map<String, Json> fields, String name, OptionalLong number) {
    number.ifPresent(some -> fields.put(name, Json.of(some)));
  }
}
