package io.acteon.testkit.fault;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests at the wire by operation and by what befell them. Thread-safe. */
public final class RequestLog {
  private final Map<String, LongAdder> byOperation = new ConcurrentHashMap<>();
  private final Map<Fault, LongAdder> byFault = new ConcurrentHashMap<>();

  void count(String operation, Fault fault) {
    byOperation.computeIfAbsent(operation, _ -> new LongAdder()).increment();
    byFault.computeIfAbsent(fault, _ -> new LongAdder()).increment();
  }

  /** All requests since the last reset. */
  public long total() {
    return byOperation.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Requests of one DynamoDB operation, such as {@code UpdateItem}, since the last reset. */
  public long of(String operation) {
    LongAdder count = byOperation.get(operation);
    return count == null ? 0 : count.sum();
  }

  /** Requests that were disturbed in some way since the last reset. */
  public long disturbed() {
    return byFault.entrySet().stream()
        .filter(entry -> entry.getKey() != Fault.NONE)
        .mapToLong(entry -> entry.getValue().sum())
        .sum();
  }

  /** Counts by operation since the last reset, in the order of their names. */
  public Map<String, Long> counts() {
    var counts = new TreeMap<String, Long>();
    byOperation.forEach((operation, count) -> counts.put(operation, count.sum()));
    return counts;
  }

  public void reset() {
    byOperation.clear();
    byFault.clear();
  }
}
