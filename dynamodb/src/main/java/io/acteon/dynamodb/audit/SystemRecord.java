package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditRecord;
import io.acteon.crypto.chain.SystemRecords;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Records that the trail writes about itself. */
final class SystemRecord {
  private SystemRecord() {}

  static AuditRecord of(Scope scope, String what, Json details, Instant at) {
    Instant then = at.truncatedTo(ChronoUnit.MILLIS);
    String id = SystemRecords.ID_PREFIX + UUID.randomUUID();
    return new AuditRecord(
        id,
        id,
        Optional.empty(),
        scope,
        SystemRecords.PROVIDER,
        what,
        "system",
        Optional.empty(),
        what,
        Optional.empty(),
        Json.object(Json.field("verdict", "system")),
        details,
        Map.of(),
        then,
        then,
        0,
        Optional.empty(),
        "",
        "",
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
