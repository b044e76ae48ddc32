package io.acteon.server.http;

import io.acteon.audit.AuditStore;
import io.acteon.model.Json;
import io.acteon.server.http.transport.Reply;
import io.acteon.server.http.transport.Request;
import io.acteon.server.http.transport.Route;
import io.acteon.server.http.wire.ApiException;
import io.acteon.server.http.wire.ErrorCode;
import io.acteon.server.metrics.GatewayMetrics;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What watchers ask: health, readiness and metrics. Thread-safe. */
final class HealthEndpoints {
  private final GatewayMetrics metrics;
  private final List<StoreProbe> stores;
  private final Readiness readiness;
  private final Optional<AuditStore> chained;

  HealthEndpoints(ApiDependencies api, Readiness readiness) {
    this.metrics = api.metrics();
    this.readiness = readiness;
    var probes = new ArrayList<StoreProbe>();
    probes.add(new StoreProbe("state", api.state()::probe, api.time()));
    api.audit().ifPresent(audit -> probes.add(new StoreProbe("audit", audit::probe, api.time())));
    this.stores = List.copyOf(probes);
    stores.forEach(store -> metrics.gauge("acteon.store.up", "store", store.name(), store::up));
    this.chained = api.audit().filter(audit -> audit.chain().isPresent());
    chained.ifPresent(audit -> watch(audit, api.time()));
  }

  private void watch(AuditStore audit, TimeSource time) {
    metrics.gauge(
        "acteon.audit.chains.stopped", "store", "audit", () -> audit.condition().stopped().size());
    if (audit.condition().checkpointedAt().isPresent()) {
      metrics.gauge(
          "acteon.audit.checkpoint.age.seconds",
          "store",
          "audit",
          () -> audit.condition().checkpointedAt().map(at -> age(at, time)).orElse(0L));
    }
  }

  private static long age(Instant at, TimeSource time) {
    return Math.max(0, Duration.between(at, time.now()).toSeconds());
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
    int stopped = chained.map(audit -> audit.condition().stopped().size()).orElse(0);
    Json.Obj health =
        Json.object(
            Json.field("status", allUp && stopped == 0 ? "ok" : "degraded"),
            Json.field("stores", answers),
            Json.field("metrics", metrics.json()));
    return Reply.ok(
        chained.isPresent() ? health.with("audit_chains_stopped", Json.of(stopped)) : health);
  }

  private Reply ready(Request request) {
    if (readiness.isDraining()) {
      throw new ApiException(ErrorCode.UNAVAILABLE, "the gateway is being shut down");
    }
    return Reply.ok(Json.object(Json.field("status", "ready")));
  }
}
