package io.acteon.crypto.chain;

import io.acteon.audit.AuditRecord;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records for tests. */
final class Records {
  static final Instant THEN = Instant.parse("2026-01-01T00:00:00.123456789Z");

  private Records() {}

  /** A record with every field filled in. */
  static AuditRecord full() {
    return new AuditRecord(
        "0190-1",
        "order-17 \u20ac",
        Optional.of("chain-1"),
        new Scope("shop", "acme.prod"),
        "email",
        "send",
        "deny",
        Optional.of("block-spam"),
        "suppressed",
        Optional.of(
            JsonText.parse("{\"b\":100.0,\"a\":[9007199254740993,1.10],\"\\ud83d\\ude00\":null}")),
        Json.object(Json.field("verdict", "deny"), Json.field("rules", "abc")),
        Json.object(Json.field("rule", "block-spam")),
        Map.of("team", "blue", "__dedup_key", "k"),
        THEN,
        THEN.plusMillis(7),
        7,
        Optional.of(THEN.plusSeconds(3600)),
        "alice",
        "api_key",
        List.of(new AuditRecord.AttachmentMetadata("1", "n", "f.pdf", "application/pdf", 12)),
        Optional.of(
            new AuditRecord.Signature(
                Optional.of("c2ln"), Optional.of("s-1"), Optional.of("k-1"), Optional.of("ab12"))),
        Optional.empty());
  }

  /** A record with every optional field absent. */
  static AuditRecord bare() {
    return new AuditRecord(
        "0190-2",
        "a",
        Optional.empty(),
        new Scope("n", "t"),
        "log",
        "x",
        "allow",
        Optional.empty(),
        "executed",
        Optional.empty(),
        Json.object(Json.field("verdict", "allow")),
        Json.EMPTY,
        Map.of(),
        THEN,
        THEN,
        0,
        Optional.empty(),
        "",
        "",
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
