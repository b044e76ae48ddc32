package io.acteon.server.http;

import io.acteon.audit.AuditPage;
import io.acteon.audit.AuditQuery;
import io.acteon.server.http.transport.Reply;
import io.acteon.server.http.transport.Request;
import io.acteon.server.http.transport.Route;
import io.acteon.server.http.wire.AuditJson;
import java.util.List;

/** Shows the audit trail. Thread-safe. */
final class AuditEndpoints {
  private final ReadTrail trail;

  AuditEndpoints(ApiDependencies api) {
    this.trail = new ReadTrail(api.audit());
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/audit", this::page), Route.get("/v1/audit/{action_id}", this::latest));
  }

  private Reply page(Request request) {
    AuditQuery query = AuditFilters.query(request.query());
    AuditPage page = trail.page(query, request.query(), request.deadline());
    return Reply.ok(AuditJson.of(page, query));
  }

  private Reply latest(Request request) {
    return Reply.ok(AuditJson.of(trail.latest(request)));
  }
}
