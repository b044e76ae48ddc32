package io.acteon.server.http;

import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditQuery.Filters;
import io.acteon.audit.AuditQuery.Order;
import io.acteon.audit.AuditQuery.ScopePattern;
import io.acteon.server.http.wire.ApiException;
import io.acteon.server.http.wire.ErrorCode;
import io.acteon.server.http.wire.Parameters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads from a request which records it means. */
final class AuditFilters {
  /** What narrows a query, and which part of it is asked for. */
  static final Set<String> NAMES =
      Set.of(
          "namespace",
          "tenant",
          "provider",
          "action_type",
          "outcome",
          "verdict",
          "matched_rule",
          "caller_id",
          "chain_id",
          "signer_id",
          "kid",
          "from",
          "to",
          "limit",
          "offset",
          "cursor");

  private AuditFilters() {}

  static AuditQuery query(Parameters given) {
    int limit = given.count("limit").orElse(AuditQuery.DEFAULT_LIMIT);
    return new AuditQuery(
        scopes(given),
        filters(given),
        given.time("from"),
        given.time("to"),
        given.flag("include_intents"),
        order(given),
        Math.clamp(limit, 1, AuditQuery.MAX_LIMIT),
        given.count("offset").orElse(0),
        given.text("cursor"));
  }

  /** All records of a range, for counting. */
  static AuditQuery range(Parameters given, Instant from, Instant to) {
    return new AuditQuery(
        scopes(given),
        new Filters(
            given.text("provider"),
            given.text("action_type"),
            given.text("outcome"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Optional.of(from),
        Optional.of(to),
        false,
        Order.NEWEST_FIRST,
        AuditQuery.DEFAULT_LIMIT,
        0,
        Optional.empty());
  }

  /** The namespace and the tenant that are named, the tenant with everything below it. */
  static ScopePattern scope(Parameters given) {
    return new ScopePattern(given.text("namespace"), given.text("tenant"));
  }

  private static List<ScopePattern> scopes(Parameters given) {
    ScopePattern scope = scope(given);
    return scope.equals(ScopePattern.ALL) ? List.of() : List.of(scope);
  }

  private static Filters filters(Parameters given) {
    return new Filters(
        given.text("provider"),
        given.text("action_type"),
        given.text("outcome"),
        given.text("verdict"),
        given.text("matched_rule"),
        given.text("caller_id"),
        given.text("chain_id"),
        given.text("signer_id"),
        given.text("kid"));
  }

  private static Order order(Parameters given) {
    boolean ascending = given.flag("sort_by_sequence_asc");
    boolean descending = given.flag("sort_by_sequence_desc");
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
