package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.Redaction;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import io.acteon.store.Environment;
import io.acteon.store.StoreListener;
import io.acteon.testkit.audit.AuditSamples;
import io.acteon.testkit.time.FakeTime;
import io.acteon.time.Deadline;
import io.acteon.time.UuidV7;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A morning of a shop's trail, as the gateway writes it: receipts, a refund, a failure, what rules
 * stopped, a code that soon expired, a legal hold, and a dispatch that nobody concluded. For one
 * thread, once.
 */
final class ExampleTrail implements AutoCloseable {
  static final String LOG_ID = "example";
  static final String LOG_ORIGIN = "audit.example.com";

  private static final Duration KEPT = Duration.ofDays(7 * 365);

  private final LocalTrail table = new LocalTrail();
  private final FakeTime time = FakeTime.at(Instant.parse("2026-03-02T09:00:00Z"));
  private final UuidV7 ids = new UuidV7(time);
  private final Scope scope = new Scope("shop", "acme");
  private final Redaction redaction = new Redaction(List.of("card"), Redaction.DEFAULT_PLACEHOLDER);
  private final Map<String, String> settings;
  private AuditStore store;

  /** Checkpoints are taken when the test says so: none comes due by itself. */
  ExampleTrail(Path keyFile, Path anchorFile) {
    settings =
        Map.of(
            "signing_key_file",
            keyFile.toString(),
            "log_id",
            LOG_ID,
            "log_origin",
            LOG_ORIGIN,
            "anchor_file",
            anchorFile.toString(),
            "checkpoint_interval_seconds",
            Long.toString(Duration.ofDays(1).toSeconds()));
    store = open();
  }

  private AuditStore open() {
    return table.open("", AuditMode.SOC2, settings, new Environment(time, ids, StoreListener.NONE));
  }

  String table() {
    return table.table();
  }

  Scope scope() {
    return scope;
  }

  AuditStore store() {
    return store;
  }

  Deadline soon() {
    return Deadline.in(Duration.ofMinutes(1), time);
  }

  /** Answers the refund, which somebody may want to be another. */
  AuditRecord morning() throws InterruptedException {
    for (int order = 1001; order <= 1004; order++) {
      dispatched(receipt(order));
    }
    AuditRecord refund =
        action(
            "billing",
            "refund",
            "allow",
            Json.object(
                Json.field("order", 1002),
                Json.field("amount", "1900.00"),
                Json.field("card", "4111 1111 1111 1111")));
    dispatched(refund);
    AuditRecord code =
        action("sms", "one_time_code", "allow", Json.object(Json.field("to", "+49 170 0000000")))
            .toBuilder()
            .expiresAt(Optional.of(time.now().plus(Duration.ofMinutes(10))))
            .build();
    dispatched(code);
    dispatched(
        action("pager", "page", "allow", Json.object(Json.field("team", "warehouse"))).toBuilder()
            .outcome("failed")
            .outcomeDetails(
                Json.object(
                    Json.field("error", "the provider answered 503"), Json.field("attempts", 4)))
            .build());
    stopped("deduplicate", "deduplicated");
    newsletters();
    Tamper.delete(table.table(), code.id());
    Tamper.delete(table.table(), code.id() + AuditRecord.INTENT_SUFFIX);
    return refund;
  }

  /**
   * Three records that somebody may want to be gone: a suppressed one, a receipt and its intent.
   */
  void noon() {
    stopped("suppress", "suppressed");
    dispatched(receipt(1006));
  }

  /** A hold over all that would expire, and a dispatch under way. */
  void afternoon() {
    long _ = store.chain().orElseThrow().hold(scope, "case 2026-17", soon());
    time.advance(Duration.ofSeconds(30));
    intent(receipt(1007));
  }

  /** Restarts the gateway, which takes a checkpoint when it ends. */
  void checkpoint() {
    store.close();
    store = open();
  }

  private AuditRecord receipt(int order) {
    return action(
        "email",
        "receipt",
        "allow",
        Json.object(
            Json.field("to", "ann@example.com"), Json.field("subject", "Your order " + order)));
  }

  private AuditRecord action(String provider, String type, String verdict, Json payload) {
    Instant at = time.now();
    String id = ids.next().toString();
    return new AuditRecord(
        id,
        id,
        Optional.empty(),
        scope,
        provider,
        type,
        verdict,
        verdict.equals("allow") ? Optional.empty() : Optional.of(verdict + "-" + type),
        "executed",
        Optional.of(payload),
        Json.object(Json.field("verdict", verdict)),
        Json.object(Json.field("status", "Success")),
        Map.of(),
        at,
        at.plusMillis(12),
        12,
        Optional.of(at.plus(KEPT)),
        "",
        "",
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private void dispatched(AuditRecord record) {
    Receipt intent = intent(record);
    time.advance(Duration.ofMillis(12));
    outcome(record, Optional.of(intent));
    time.advance(Duration.ofSeconds(7));
  }

  private void stopped(String verdict, String outcome) {
    AuditRecord record =
        action("email", "receipt", verdict, Json.object(Json.field("to", "ann@example.com")));
    outcome(
        record.toBuilder().outcome(outcome).outcomeDetails(Json.EMPTY).build(), Optional.empty());
    time.advance(Duration.ofSeconds(7));
  }

  /** Several at once, which share segments. */
  private void newsletters() throws InterruptedException {
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Future<?>>();
      for (int i = 0; i < 6; i++) {
        AuditRecord throttled =
            action("email", "newsletter", "throttle", Json.object(Json.field("issue", 12)))
                .toBuilder()
                .outcome("throttled")
                .outcomeDetails(Json.object(Json.field("retry_after_ms", 60_000)))
                .build();
        calls.add(tasks.submit(() -> outcome(throttled, Optional.empty())));
      }
      for (Future<?> call : calls) {
        var _ = call.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
    time.advance(Duration.ofSeconds(7));
  }

  private Receipt intent(AuditRecord record) {
    AuditRecord intent = AuditSamples.intentOf(record);
    return Chains.applied(store.intent(redaction.apply(intent), soon()));
  }

  private void outcome(AuditRecord record, Optional<Receipt> intent) {
    var _ = Chains.applied(store.outcome(redaction.apply(record), intent, soon()));
  }

  @Override
  public void close() {
    store.close();
  }
}
