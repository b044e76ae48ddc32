package io.acteon.server.http;

import io.acteon.audit.AuditPage;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.audit.AuditSummary;
import io.acteon.audit.BadCursorException;
import io.acteon.audit.RangeTooLargeException;
import io.acteon.server.http.transport.Request;
import io.acteon.server.http.wire.ApiError;
import io.acteon.server.http.wire.ApiException;
import io.acteon.server.http.wire.ErrorCode;
import io.acteon.server.http.wire.Parameters;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.util.Optional;
import java.util.function.Consumer;

/** The trail as the API reads it: what goes wrong becomes an answer. Thread-safe. */
record ReadTrail(Optional<AuditStore> audit) {
  /** How many records are counted at most for one answer; about a minute of reading. */
  private static final long MOST_COUNTED = 1_000_000;

  AuditPage page(AuditQuery query, Parameters from, Deadline deadline) {
    try {
      return store("audit is not enabled").query(query, deadline);
    } catch (BadCursorException e) {
      throw new ApiException(
          ErrorCode.INVALID_CURSOR, from.place("cursor") + " is not from here: " + e.getMessage());
    }
  }

  /** The latest record of the action in the path, among the scopes that the query names. */
  AuditRecord latest(Request request) {
    String actionId = request.parameter("action_id");
    AuditQuery.ScopePattern scope = AuditFilters.scope(request.query());
    return store("audit is not enabled")
        .latest(actionId, record -> scope.covers(record.scope()), request.deadline())
        .orElseThrow(() ->
            new ApiException(ErrorCode.NOT_FOUND, "no audit record found for action: " + actionId));
  }

  void count(AuditQuery query, Consumer<AuditSummary> to, Deadline deadline) {
    AuditStore store = store("analytics is not available (audit may be disabled)");
    try {
      store.summarize(query, MOST_COUNTED, to, deadline);
    } catch (RangeTooLargeException e) {
      throw new ApiException(ErrorCode.RANGE_TOO_LARGE, String.valueOf(e.getMessage()));
    } catch (StoreException.Unavailable e) {
      if (deadline.hasPassed()) {
        throw new ApiException(
            new ApiError(
                ErrorCode.UNAVAILABLE,
                "the range was not read within the request's time; narrow from and to, or name a"
                    + " namespace, tenant or outcome"));
      }
      throw e;
    }
  }

  private AuditStore store(String otherwise) {
    return audit.orElseThrow(
        () -> new ApiException(ErrorCode.NOT_FOUND, otherwise + "; set [audit] enabled = true"));
  }
}
