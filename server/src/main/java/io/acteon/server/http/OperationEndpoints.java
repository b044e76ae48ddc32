package io.acteon.server.http;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditStore;
import io.acteon.model.Json;
import io.acteon.server.http.transport.Reply;
import io.acteon.server.http.transport.Request;
import io.acteon.server.http.transport.Route;
import java.util.List;

/** Tells operators how the gateway is set up. Thread-safe. */
final class OperationEndpoints {
  private final ApiDependencies api;

  OperationEndpoints(ApiDependencies api) {
    this.api = api;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/compliance/status", this::compliance),
        Route.get("/v1/dlq/stats", _ -> Reply.ok(noDeadLetters())),
        Route.get("/admin/config", _ -> Reply.ok(api.config().get())));
  }

  private Reply compliance(Request request) {
    AuditMode mode = api.audit().map(AuditStore::mode).orElse(AuditMode.PLAIN);
    return Reply.ok(
        Json.object(
            Json.field("mode", api.complianceMode()),
            Json.field("sync_audit_writes", mode.synchronous()),
            Json.field("immutable_audit", mode.immutable()),
            Json.field("hash_chain", mode.hashChain())));
  }

  /** What clients read where there is no dead-letter queue. */
  private static Json noDeadLetters() {
    return Json.object(Json.field("enabled", false), Json.field("count", 0));
  }
}
