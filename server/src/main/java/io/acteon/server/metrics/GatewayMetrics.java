package io.acteon.server.metrics;

import io.acteon.engine.DispatchException;
import io.acteon.engine.GatewayListener;
import io.acteon.model.Action;
import io.acteon.model.FailureCode;
import io.acteon.model.Json;
import io.acteon.model.Outcome;
import io.acteon.store.StoreCall;
import io.acteon.store.StoreListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Everything the gateway counts of itself: what existing dashboards read under its established
 * names, and what we add. Thread-safe.
 */
public final class GatewayMetrics implements GatewayListener, StoreListener {
  /** Of the text that {@link #prometheus()} returns. */
  public static final String PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Map<GatewayCounter, LongAdder> counters = new EnumMap<>(GatewayCounter.class);
  private final Map<String, ProviderStats> providers = new ConcurrentSkipListMap<>();
  private final Map<String, Timer> latencies = new ConcurrentHashMap<>();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final StoreMeters stores = new StoreMeters(registry);
  private final Counter throttleFailedOpen =
      counter("acteon.throttle.failed.open", "Throttled actions let through uncounted.");
  private final Counter settlementsDeferred =
      counter("acteon.settlements.deferred", "Claims that could not be settled at once.");
  private final Counter settlementsLost =
      counter("acteon.settlements.lost", "Claims never settled; duplicates may execute.");
  private final Counter auditLost =
      counter("acteon.audit.lost", "Outcomes that the audit trail did not take.");

  public GatewayMetrics() {
    for (GatewayCounter counter : GatewayCounter.values()) {
      counters.put(counter, new LongAdder());
    }
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
  }

  /** Exposes {@code value} as it is at each scrape. */
  public void gauge(String name, String tag, String tagValue, Supplier<Number> value) {
    Gauge.builder(name, value).tag(tag, tagValue).strongReference(true).register(registry);
  }

  /** The counters by their established names. */
  public Json.Obj json() {
    var fields = new LinkedHashMap<String, Json>();
    counters.forEach((counter, value) -> fields.put(counter.key(), Json.of(value.sum())));
    fields.put("signing_enabled", Json.FALSE);
    return new Json.Obj(fields);
  }

  /** Everything in Prometheus' text format: the established names first, in their order. */
  public String prometheus() {
    var text = new ExpositionText();
    counters.forEach((counter, value) -> text.counter(counter, value.sum()));
    var snapshots = new LinkedHashMap<String, ProviderStats.Snapshot>();
    providers.forEach((name, stats) -> snapshots.put(name, stats.snapshot()));
    text.providers(snapshots);
    return text + registry.scrape();
  }

  @Override
  public void dispatched(Action action) {
    count(GatewayCounter.DISPATCHED);
  }

  @Override
  public void finished(Action action, Outcome outcome, Duration latency) {
    switch (outcome) {
      case Outcome.Executed _ -> count(GatewayCounter.EXECUTED);
      case Outcome.Deduplicated _ -> count(GatewayCounter.DEDUPLICATED);
      case Outcome.Suppressed _ -> count(GatewayCounter.SUPPRESSED);
      case Outcome.Rerouted _ -> count(GatewayCounter.REROUTED);
      case Outcome.Throttled _ -> count(GatewayCounter.THROTTLED);
      case Outcome.Failed _ -> count(GatewayCounter.FAILED);
      case Outcome.DryRun _ -> {}
    }
    latencies.computeIfAbsent(outcome.tag(), this::dispatchTimer).record(latency);
  }

  @Override
  public void faulted(Action action, DispatchException.Code code) {
    Counter.builder("acteon.dispatch.faults")
        .description("Actions that got no outcome.")
        .tag("code", code.name())
        .register(registry)
        .increment();
  }

  @Override
  public void attempted(String provider, Optional<FailureCode> failure, Duration latency) {
    providers.computeIfAbsent(provider, _ -> new ProviderStats()).add(failure.isEmpty(), latency);
  }

  @Override
  public void throttleFailedOpen(String rule) {
    throttleFailedOpen.increment();
  }

  @Override
  public void settlementDeferred() {
    settlementsDeferred.increment();
  }

  @Override
  public void settlementLost() {
    settlementsLost.increment();
  }

  @Override
  public void auditLost(Action action) {
    auditLost.increment();
  }

  @Override
  public void called(StoreCall call) {
    stores.called(call);
  }

  @Override
  public void spooled(String table, int records) {
    Counter.builder("acteon.audit.spooled")
        .description("Records that the table did not take in time and that went to disk.")
        .tag("table", table)
        .register(registry)
        .increment(records);
  }

  @Override
  public void unreadable(String table, String id, String reason) {
    Counter.builder("acteon.audit.unreadable")
        .description("Stored records that were not shown, since they are not what is written.")
        .tag("table", table)
        .register(registry)
        .increment();
  }

  @Override
  public void clockOffset(String table, Duration offset) {
    stores.clockOffset(table, offset);
  }

  private void count(GatewayCounter counter) {
    LongAdder value = counters.get(counter);
    if (value != null) {
      value.increment();
    }
  }

  private Timer dispatchTimer(String outcome) {
    return Timer.builder("acteon.dispatch")
        .description("Time from an action's intake to its outcome.")
        .tag("outcome", outcome)
        .serviceLevelObjectives(StoreMeters.BUCKETS)
        .register(registry);
  }

  private Counter counter(String name, String help) {
    return Counter.builder(name).description(help).register(registry);
  }
}
