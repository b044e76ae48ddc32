package io.acteon.testkit.audit;

import io.acteon.audit.AuditRecord;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import io.acteon.time.TimeSource;
import io.acteon.time.UuidV7;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Records to try a trail with. As thread-safe as the generator it is given. */
public final class AuditSamples {
  /** Scopes that a careless key would take for one another. */
  public static final List<Scope> SCOPES =
      List.of(
          new Scope("shop", "acme"),
          new Scope("shop", "acme.prod"),
          new Scope("shop", "acme.prod.eu"),
          new Scope("shop", "acmeprod"),
          new Scope("a#b", "c"),
          new Scope("a", "b#c"),
          new Scope("a|b", "c%23"),
          new Scope("shop", "acme#!i"),
          new Scope("!dir", "\u20ac\ud83d\ude00"));

  /** Where a trail keeps what it says about itself. */
  public static final Scope SYSTEM = new Scope("_system", "_audit");

  private final TimeSource time;
  private final UuidV7 ids;
  private final RandomGenerator random;

  public AuditSamples(TimeSource time, RandomGenerator random) {
    this.time = time;
    this.ids = new UuidV7(time);
    this.random = random;
  }

  /** A plain record of now. */
  public AuditRecord record(Scope scope) {
    return record(scope, "action-" + random.nextInt(1_000_000), time.now());
  }

  /** A plain record. */
  public AuditRecord record(Scope scope, String actionId, Instant dispatchedAt) {
    return new AuditRecord(
        ids.next().toString(),
        actionId,
        Optional.empty(),
        scope,
        "email",
        "send",
        "allow",
        Optional.empty(),
        "executed",
        Optional.of(Json.object(Json.field("to", "a@example.com"), Json.field("n", 1))),
        Json.object(Json.field("verdict", "allow")),
        Json.object(Json.field("status", "Success")),
        Map.of(),
        dispatchedAt,
        dispatchedAt.plusMillis(3),
        3,
        Optional.empty(),
        "alice",
        "api_key",
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** A record that the trail wrote about itself. */
  public AuditRecord system(Scope scope, Instant at) {
    String id = "_audit-" + ids.next();
    return new AuditRecord(
        id,
        id,
        Optional.empty(),
        scope,
        "_audit",
        "hold",
        "system",
        Optional.empty(),
        "hold",
        Optional.empty(),
        Json.object(Json.field("verdict", "system")),
        Json.EMPTY,
        Map.of(),
        at,
        at,
        0,
        Optional.empty(),
        "",
        "",
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** A record with every field filled in. */
  public AuditRecord full(Scope scope) {
    AuditRecord plain = record(scope);
    return new AuditRecord(
        plain.id(),
        "order 17/\u20ac",
        Optional.of("chain-1"),
        scope,
        "email",
        "send",
        "deny",
        Optional.of("block-spam"),
        "suppressed",
        Optional.of(
            Json.object(
                Json.field("whole", new Json.Dec(new BigDecimal("100.0"))),
                Json.field("large", Long.MAX_VALUE),
                Json.field("fine", new Json.Dec(new BigDecimal("0.12345678901234567890"))),
                Json.field("nothing", Json.NULL),
                Json.field("emoji \ud83d\ude00", Json.array(List.of(Json.TRUE, Json.EMPTY))))),
        Json.object(Json.field("verdict", "deny"), Json.field("rules", "ab12")),
        Json.object(Json.field("rule", "block-spam")),
        Map.of("team", "blue", "__dedup_key", "k"),
        plain.dispatchedAt().plusNanos(123_456),
        plain.completedAt(),
        3,
        Optional.of(plain.dispatchedAt().plusSeconds(86_400)),
        "alice",
        "api_key",
        List.of(
            new AuditRecord.AttachmentMetadata("1", "invoice", "i.pdf", "application/pdf", 1234)),
        Optional.of(
            new AuditRecord.Signature(
                Optional.of("c2ln"),
                Optional.of("signer"),
                Optional.of("k-1"),
                Optional.of("ab12"))),
        Optional.empty());
  }

  /**
   * A record whose fields are drawn from few values, so that filters find some; several share a
   * millisecond.
   */
  public AuditRecord drawn(Instant from, int spanMillis) {
    Instant at = from.plusMillis(random.nextInt(spanMillis));
    AuditRecord plain = record(one(SCOPES), "action-" + random.nextInt(20), at);
    boolean intent = random.nextInt(8) == 0;
    if (random.nextInt(12) == 0) {
      return system(random.nextBoolean() ? SYSTEM : one(SCOPES), at);
    }
    return new AuditRecord(
        plain.id() + (intent ? AuditRecord.INTENT_SUFFIX : ""),
        plain.actionId(),
        maybe("chain-" + random.nextInt(2)),
        plain.scope(),
        one(List.of("email", "sms", "log")),
        one(List.of("send", "page")),
        one(List.of("allow", "deny", "throttle")),
        maybe("rule-" + random.nextInt(3)),
        intent ? AuditRecord.PENDING : one(List.of("executed", "failed", "suppressed")),
        plain.payload(),
        plain.verdictDetails(),
        plain.outcomeDetails(),
        Map.of(),
        at,
        at,
        random.nextInt(1000),
        random.nextInt(6) == 0 ? Optional.of(time.now().plusSeconds(60)) : Optional.empty(),
        one(List.of("alice", "bob", "")),
        "",
        List.of(),
        Optional.of(
            new AuditRecord.Signature(
                Optional.empty(),
                maybe("signer-" + random.nextInt(2)),
                maybe("kid-" + random.nextInt(2)),
                Optional.empty())),
        Optional.empty());
  }

  /** The intent that goes before {@code outcome}. */
  public static AuditRecord intentOf(AuditRecord outcome) {
    return outcome.toBuilder()
        .id(outcome.id() + AuditRecord.INTENT_SUFFIX)
        .outcome(AuditRecord.PENDING)
        .outcomeDetails(Json.EMPTY)
        .build();
  }

  private Optional<String> maybe(String value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }

  private <T> T one(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
