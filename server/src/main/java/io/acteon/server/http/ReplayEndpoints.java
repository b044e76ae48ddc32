package io.acteon.server.http;

import io.acteon.audit.AuditPage;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditRecord;
import io.acteon.engine.Caller;
import io.acteon.engine.Replay;
import io.acteon.engine.Replays;
import io.acteon.model.Json;
import io.acteon.server.http.transport.Reply;
import io.acteon.server.http.transport.Request;
import io.acteon.server.http.transport.Route;
import io.acteon.server.http.wire.ApiException;
import io.acteon.server.http.wire.BodyParameters;
import io.acteon.server.http.wire.ErrorCode;
import io.acteon.server.http.wire.Parameters;
import io.acteon.server.http.wire.ReplayJson;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Sends actions again out of the trail, one or many. Thread-safe. */
final class ReplayEndpoints {
  private static final String AGAIN = "again";

  private final ReadTrail trail;
  private final Replays replays;
  private final DispatchPermits permits;

  ReplayEndpoints(ApiDependencies api, DispatchPermits permits) {
    this.trail = new ReadTrail(api.audit());
    this.replays = api.gateway().replays();
    this.permits = permits;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/v1/audit/{action_id}/replay", this::one),
        Route.post("/v1/audit/replay", this::many));
  }

  private Reply one(Request request) {
    AuditRecord record = trail.latest(request);
    Replay replay =
        permits.with(1, () -> replays.one(record, Caller.ANONYMOUS, request.deadline()));
    if (replay instanceof Replay.Skipped(String _, String reason)) {
      throw new ApiException(ErrorCode.NOT_REPLAYABLE, reason);
    }
    return Reply.ok(ReplayJson.of(replay));
  }

  private Reply many(Request request) {
    Parameters given = given(request);
    Replays.Repetition repetition =
        given.flag(AGAIN) ? Replays.Repetition.ALLOWED : Replays.Repetition.SKIPPED;
    AuditQuery query = AuditFilters.query(given);
    AuditPage page = trail.page(query, given, request.deadline());
    List<Replay> results =
        permits.with(
            Math.min(page.records().size(), Replays.WIDTH),
            () -> replays.many(page.records(), repetition, Caller.ANONYMOUS, request.deadline()));
    return Reply.ok(ReplayJson.of(results, page.next()));
  }

  /**
   * The filters, out of the query or the body. A name that is not known is refused: where it was
   * meant to be another, far too much would be sent.
   */
  private static Parameters given(Request request) {
    Optional<Json> body = request.optionalJson();
    Parameters given = body.<Parameters>map(BodyParameters::of).orElse(request.query());
    if (given != request.query() && !given.names().isEmpty()) {
      request.query().names().stream()
          .findFirst()
          .ifPresent(name -> {
            throw new ApiException(
                ErrorCode.INVALID_REQUEST,
                request.query().place(name)
                    + " stands beside a body with filters; give all of them in one place");
          });
    }
    Parameters used = given.names().isEmpty() ? request.query() : given;
    for (String name : used.names()) {
      if (!AuditFilters.NAMES.contains(name) && !name.equals(AGAIN)) {
        var known = new TreeSet<>(AuditFilters.NAMES);
        known.add(AGAIN);
        throw new ApiException(
            ErrorCode.INVALID_REQUEST,
            used.place(name) + " is not known; known are " + String.join(", ", known));
      }
    }
    return used;
  }
}
