package io.acteon.server.http;

import io.acteon.audit.AuditPage;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditQuery.Filters;
import io.acteon.audit.AuditQuery.Order;
import io.acteon.audit.AuditQuery.ScopePattern;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.audit.BadCursorException;
import io.acteon.server.http.transport.Query;
import io.acteon.server.http.transport.Reply;
import io.acteon.server.http.transport.Request;
import io.acteon.server.http.transport.Route;
import io.acteon.server.http.wire.ApiException;
import io.acteon.server.http.wire.AuditJson;
import io.acteon.server.http.wire.ErrorCode;
import java.util.List;
import java.util.Optional;

/** Shows the audit trail. Thread-safe. */
final class AuditEndpoints {
  private final Optional<AuditStore> audit;

  AuditEndpoints(ApiDependencies api) {
    this.audit = api.audit();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/audit", this::page), Route.get("/v1/audit/{action_id}", this::latest));
  }

  private Reply page(Request request) {
    AuditQuery query = query(request.query());
    try {
      AuditPage page = store().query(query, request.deadline());
      return Reply.ok(AuditJson.of(page, query));
    } catch (BadCursorException e) {
      throw new ApiException(
          ErrorCode.INVALID_CURSOR, "query parameter cursor is not from here: " + e.getMessage());
    }
  }

  private Reply latest(Request request) {
    String actionId = request.parameter("action_id");
    return store()
        .latest(actionId, _ -> true, request.deadline())
        .map(record -> Reply.ok(AuditJson.of(record)))
        .orElseThrow(() ->
            new ApiException(ErrorCode.NOT_FOUND, "no audit record found for action: " + actionId));
  }

  private AuditStore store() {
    return audit.orElseThrow(() ->
        new ApiException(ErrorCode.NOT_FOUND, "audit is not enabled; set [audit] enabled = true"));
  }

  private static AuditQuery query(Query query) {
    int limit = query.count("limit").orElse(AuditQuery.DEFAULT_LIMIT);
    Optional<String> namespace = query.text("namespace");
    Optional<String> tenant = query.text("tenant");
    Optional<String> outcome = query.text("outcome");
    return new AuditQuery(
        namespace.isPresent() || tenant.isPresent()
            ? List.of(new ScopePattern(namespace, tenant))
            : List.of(),
        new Filters(
            query.text("provider"),
            query.text("action_type"),
            outcome,
            query.text("verdict"),
            query.text("matched_rule"),
            query.text("caller_id"),
            query.text("chain_id"),
            query.text("signer_id"),
            query.text("kid")),
        query.time("from"),
        query.time("to"),
        outcome.filter(AuditRecord.PENDING::equals).isPresent(),
        order(query),
        Math.clamp(limit, 1, AuditQuery.MAX_LIMIT),
        query.count("offset").orElse(0),
        query.text("cursor"));
  }

  private static Order order(Query query) {
    boolean ascending = query.flag("sort_by_sequence_asc");
    boolean descending = query.flag("sort_by_sequence_desc");
    if (ascending && descending) {
      throw new ApiException(
          ErrorCode.INVALID_QUERY,
          "query parameters sort_by_sequence_asc and sort_by_sequence_desc exclude each other");
    }
    return ascending
        ? Order.SEQUENCE_ASCENDING
        : descending ? Order.SEQUENCE_DESCENDING : Order.NEWEST_FIRST;
  }
}
