package io.acteon.server.metrics;

import io.acteon.store.StoreCall;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What calls to the stores cost and how they ended, by table and operation. Thread-safe. */
final class StoreMeters {
  static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  private final MeterRegistry registry;
  private final Map<Target, Meters> targets = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> offsets = new ConcurrentHashMap<>();

  StoreMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void called(StoreCall call) {
    targets.computeIfAbsent(new Target(call.table(), call.operation()), Meters::new).add(call);
  }

  void clockOffset(String table, Duration offset) {
    offsets.computeIfAbsent(table, this::offsetGauge).set(offset.toNanos());
  }

  private AtomicLong offsetGauge(String table) {
    var nanos = new AtomicLong();
    Gauge.builder("acteon.store.clock.offset.seconds", nanos, value -> value.get() / 1e9)
        .description("How far the store's clock is ahead of ours.")
        .tag("table", table)
        .strongReference(true)
        .register(registry);
    return nanos;
  }

  private record Target(String table, String operation) {}

  /** The meters of one operation on one table. */
  private final class Meters {
    private final Target target;
    private final Map<StoreCall.Result, Counter> results = new ConcurrentHashMap<>();
    private final Counter requests;
    private final Counter retries;
    private final Counter conditionFailures;
    private final Counter resolved;
    private final Counter seals;
    private final Counter readUnits;
    private final Counter writeUnits;
    private final Timer latency;

    Meters(Target target) {
      this.target = target;
      this.requests = counter("requests", "Requests sent, retries and seals included.");
      this.retries = counter("retries", "Requests that repeated an earlier one.");
      this.conditionFailures = counter("condition.failures", "Requests refused by a condition.");
      this.resolved = counter("resolved", "Lost answers whose fate was established.");
      this.seals = counter("seals", "Writes that kept a lost attempt from landing.");
      this.readUnits = counter("read.units", "Read request units consumed.");
      this.writeUnits =
          counter(
              "write.units", "Write request units consumed; a refused condition counts as one.");
      this.latency =
          Timer.builder("acteon.store.call")
              .description("Time from a call's first attempt to its answer.")
              .tag("table", target.table())
              .tag("operation", target.operation())
              .serviceLevelObjectives(BUCKETS)
              .register(registry);
    }

    void add(StoreCall call) {
      results.computeIfAbsent(call.result(), this::result).increment();
      requests.increment(call.requests());
      retries.increment(call.retries());
      conditionFailures.increment(call.conditionFailures());
      resolved.increment(call.resolved());
      seals.increment(call.seals());
      readUnits.increment(call.readUnits());
      writeUnits.increment(call.writeUnits());
      latency.record(call.latency());
    }

    private Counter result(StoreCall.Result result) {
      return Counter.builder("acteon.store.calls")
          .description("Calls by their result; unknown is neither applied nor refused.")
          .tag("table", target.table())
          .tag("operation", target.operation())
          .tag("result", result.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }

    private Counter counter(String name, String help) {
      return Counter.builder("acteon.store." + name)
          .description(help)
          .tag("table", target.table())
          .tag("operation", target.operation())
          .register(registry);
    }
  }
}
