package io.acteon.server.config;

import java.util.List;
import java.util.Optional;

/** The keys that every installation knows, whatever its backends and providers. */
final class Sections {
  private static final long DAY = 86_400;
  private static final long YEAR = 366 * DAY;

  private Sections() {}

  static final List<Key> STATE =
      List.of(
          Key.text("backend", "memory", "which backend keeps the state"),
          Key.integer(
              "memory_sweep_interval_secs",
              60,
              0,
              YEAR,
              "accepted and without effect: the memory backend drops what has expired by itself"));

  static final List<Key> AUDIT =
      List.of(
          Key.bool("enabled", false, "whether every dispatch is recorded"),
          Key.text("backend", "memory", "which backend keeps the trail"),
          Key.of(
                  "ttl_seconds",
                  Shape.INTEGER,
                  Optional.empty(),
                  "how long records are kept; 0, or without it, for ever")
              .between(0, 100 * YEAR),
          Key.integer(
              "cleanup_interval_seconds",
              3600,
              1,
              YEAR,
              "how often the memory backend drops expired records; DynamoDB does it by itself"),
          Key.bool("store_payload", true, "whether payloads are part of the records"));

  static final List<Key> PROVIDER =
      List.of(
          Key.text("name", "what actions call the provider by"),
          Key.text("type", "which kind of provider it is"));

  static final List<Key> COMPLIANCE =
      List.of(
          Key.text("mode", "none", "what the trail promises").words("none", "soc2", "hipaa"),
          Key.of(
              "sync_audit_writes",
              Shape.BOOLEAN,
              Optional.empty(),
              "an intent is durable before a provider is called; the mode decides"),
          Key.of(
              "immutable_audit",
              Shape.BOOLEAN,
              Optional.empty(),
              "nothing deletes or edits records; the mode decides"),
          Key.of(
              "hash_chain",
              Shape.BOOLEAN,
              Optional.empty(),
              "records are linked by hashes; the mode decides"),
          Key.text("log_id", "the identity of this log, part of every hash"),
          Key.text("log_origin", "the origin line of signed checkpoints"),
          Key.text("signing_key_file", "the Ed25519 private key that signs segments"),
          Key.texts("trusted_keys", "[]", "public keys whose signatures are accepted"),
          Key.integer(
              "checkpoint_interval_seconds",
              60,
              1,
              DAY,
              "how often a checkpoint is signed when there is something new"),
          Key.text("anchor_file", "an append-only file outside the table for checkpoints"),
          Key.text(
              "spool_directory", ".acteon/spool", "where records wait that could not be written"));

  static final List<Section> FIXED =
      List.of(
          new Section(
              "audit.redact",
              List.of(
                  Key.bool("enabled", false, "whether payload fields are blotted out"),
                  Key.texts(
                      "fields",
                      "[]",
                      "names of fields at any depth, or dotted paths; case does not matter"),
                  Key.text("placeholder", "[REDACTED]", "what stands in their place"))),
          new Section(
              "server",
              List.of(
                  Key.text("host", "127.0.0.1", "the address to listen on"),
                  Key.integer("port", 8080, 0, 65_535, "the port to listen on; 0 picks a free one"),
                  Key.integer(
                      "shutdown_timeout_seconds",
                      30,
                      0,
                      3600,
                      "how long a shutdown waits for requests under way, after the notice; what is"
                          + " to be written then has 10 s more"),
                  Key.integer(
                      "drain_notice_seconds",
                      0,
                      0,
                      3600,
                      "how long a shutdown answers /ready with 503 before it refuses requests, so"
                          + " that a load balancer looks away first"),
                  Key.integer(
                      "request_timeout_seconds",
                      60,
                      1,
                      3600,
                      "by when a dispatch has its answer, retries included"),
                  Key.text(
                      "external_url",
                      "where clients reach this server; shown by GET /admin/config only"),
                  Key.text(
                          "approval_secret",
                          "accepted and without effect until there are approvals: hex digits")
                      .masked(),
                  Key.of(
                          "approval_keys",
                          Shape.KEY_RING,
                          Optional.empty(),
                          "accepted and without effect until there are approvals")
                      .masked(),
                  Key.integer(
                      "max_sse_connections_per_tenant",
                      10,
                      0,
                      100_000,
                      "accepted and without effect until there are event streams"),
                  Key.integer(
                      "max_concurrent_dispatch",
                      5000,
                      1,
                      1_000_000,
                      "dispatches under way at once; more are answered 429"),
                  Key.bool("access_log", false, "whether each request is logged"),
                  Key.texts(
                      "cors_allowed_origins",
                      "[]",
                      "origins of pages that may call the API from a browser; empty means none"),
                  Key.bool(
                      "allow_unauthenticated",
                      false,
                      "must be true to listen beyond loopback, since nobody is asked who they are"))),
          new Section(
              "rules",
              List.of(
                  Key.text("directory", "where the rule files (*.yaml, *.yml) lie"),
                  Key.text(
                      "default_timezone",
                      "UTC",
                      "the time zone that rules reckon in, as an IANA name"),
                  Key.bool("watch", true, "whether changed rule files are loaded as they change"))),
          new Section(
              "executor",
              List.of(
                  Key.integer(
                      "max_retries", 3, 0, 100, "attempts after the first, for retryable failures"),
                  Key.integer("timeout_seconds", 30, 1, 3600, "how long one attempt may take"),
                  Key.integer(
                      "max_concurrent",
                      64,
                      1,
                      100_000,
                      "deliveries under way at once, for each provider"),
                  Key.bool(
                      "dlq_enabled", false, "must be false: there is no dead-letter queue yet"))),
          new Section("compliance", COMPLIANCE));
}
