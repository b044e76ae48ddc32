package io.acteon.server.http;

import io.acteon.engine.BatchSlot;
import io.acteon.engine.Caller;
import io.acteon.engine.DispatchException;
import io.acteon.engine.Gateway;
import io.acteon.model.Action;
import io.acteon.model.Json;
import io.acteon.model.Outcome;
import io.acteon.server.http.transport.Reply;
import io.acteon.server.http.transport.Request;
import io.acteon.server.http.transport.Route;
import io.acteon.server.http.wire.ActionLimits;
import io.acteon.server.http.wire.ActionReader;
import io.acteon.server.http.wire.ApiException;
import io.acteon.server.http.wire.ErrorCode;
import io.acteon.server.http.wire.JsonFields;
import io.acteon.server.http.wire.JsonPointer;
import io.acteon.server.http.wire.OutcomeJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes actions in, one or many. Thread-safe. */
final class DispatchEndpoints {
  private final Gateway gateway;
  private final ActionReader reader;
  private final DispatchPermits permits;

  DispatchEndpoints(ApiDependencies api, DispatchPermits permits) {
    this.gateway = api.gateway();
    this.reader = new ActionReader(api.ids(), api.time());
    this.permits = permits;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/v1/dispatch", this::single), Route.post("/v1/dispatch/batch", this::batch));
  }

  private Reply single(Request request) {
    boolean dryRun = request.query().flag("dry_run");
    Action action = traced(reader.read(request.json(), JsonPointer.root()), request);
    try {
      Outcome outcome =
          permits.with(
              1,
              () ->
                  dryRun
                      ? gateway.dryRun(action, Caller.ANONYMOUS, request.deadline())
                      : gateway.dispatch(action, Caller.ANONYMOUS, request.deadline()));
      return Reply.ok(OutcomeJson.of(outcome));
    } catch (DispatchException e) {
      throw new ApiException(Faults.error(e));
    }
  }

  /**
   * A bare array is answered with one, {@code {"actions": [...]}} with {@code {"results": ...}}.
   */
  private Reply batch(Request request) {
    boolean dryRun = request.query().flag("dry_run");
    Json body = request.json();
    boolean bare = body instanceof Json.Arr;
    List<Action> actions = actions(body, request);
    List<BatchSlot> slots =
        permits.with(
            actions.size(),
            () -> gateway.dispatchBatch(actions, dryRun, Caller.ANONYMOUS, request.deadline()));
    Json results = Json.array(slots.stream().map(DispatchEndpoints::slot).toList());
    return Reply.ok(bare ? results : Json.object(Json.field("results", results)));
  }

  private List<Action> actions(Json body, Request request) {
    JsonPointer at = JsonPointer.root();
    Json list = body;
    if (body instanceof Json.Obj) {
      list = JsonFields.of(body, at).required("actions");
      at = at.field("actions");
    }
    if (!(list instanceof Json.Arr(List<Json> items))) {
      throw new ApiException(
          ErrorCode.INVALID_FIELD, at + " must be an array of actions, or an object with one");
    }
    if (items.size() > ActionLimits.BATCH) {
      throw new ApiException(
          ErrorCode.INVALID_REQUEST,
          at + " has " + items.size() + " actions; at most " + ActionLimits.BATCH + " are taken");
    }
    var actions = new ArrayList<Action>(items.size());
    for (int i = 0; i < items.size(); i++) {
      actions.add(traced(reader.read(items.get(i), at.item(i)), request));
    }
    return actions;
  }

  private static Json slot(BatchSlot slot) {
    return switch (slot) {
      case BatchSlot.Done(Outcome outcome) -> OutcomeJson.of(outcome);
      case BatchSlot.Failed(DispatchException fault) -> Faults.error(fault).slot();
    };
  }

  /** The caller's trace, when it sent one, is the action's. */
  private static Action traced(Action action, Request request) {
    Map<String, String> context = TraceContext.of(request);
    return context.isEmpty() ? action : action.toBuilder().traceContext(context).build();
  }
}
