package io.acteon.server.http;

import io.acteon.model.Json;
import io.acteon.server.http.transport.Reply;
import io.acteon.server.http.transport.Request;
import io.acteon.server.http.transport.Route;
import io.acteon.server.http.wire.ApiException;
import io.acteon.server.http.wire.ErrorCode;
import io.acteon.server.metrics.GatewayMetrics;
import java.util.ArrayList;
import java.util.List;

/** What watchers ask: health, readiness and metrics. Thread-safe. */
final class HealthEndpoints {
  private final GatewayMetrics metrics;
  private final List<StoreProbe> stores;
  private final Readiness readiness;

  HealthEndpoints(ApiDependencies api, Readiness readiness) {
    this.metrics = api.metrics();
    this.readiness = readiness;
    var probes = new ArrayList<StoreProbe>();
    probes.add(new StoreProbe("state", api.state()::probe, api.time()));
    api.audit().ifPresent(audit -> probes.add(new StoreProbe("audit", audit::probe, api.time())));
    this.stores = List.copyOf(probes);
    stores.forEach(store -> metrics.gauge("acteon.store.up", "store", store.name(), store::up));
  }

  List<Route> routes() {
    return List.of(
        Route.vital("/health", this::health),
        Route.vital("/ready", this::ready),
        Route.vital("/metrics", _ -> Reply.ok(metrics.json())),
        Route.vital(
            "/metrics/prometheus",
            _ -> Reply.text(GatewayMetrics.PROMETHEUS_TYPE, metrics.prometheus())));
  }

  /** Always 200: a gateway without its stores still suppresses and answers, and says why not. */
  private Reply health(Request request) {
    boolean allUp = true;
    Json.Obj answers = Json.EMPTY;
    for (StoreProbe store : stores) {
      boolean up = store.isUp();
      allUp &= up;
      answers = answers.with(store.name(), Json.of(up ? "up" : "down"));
    }
    return Reply.ok(
        Json.object(
            Json.field("status", allUp ? "ok" : "degraded"),
            Json.field("stores", answers),
            Json.field("metrics", metrics.json())));
  }

  private Reply ready(Request request) {
    if (readiness.isDraining()) {
      throw new ApiException(ErrorCode.UNAVAILABLE, "the gateway is being shut down");
    }
    return Reply.ok(Json.object(Json.field("status", "ready")));
  }
}
