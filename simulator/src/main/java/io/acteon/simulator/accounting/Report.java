package io.acteon.simulator.accounting;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of the simulator and what it cost, since the start or the last reset. Immutable.
 *
 * @param from the instant of the first request, or null if there was none
 * @param to the instant of the last request, or null if there was none
 * @param scans requests that walked a table; a gateway should make none
 */
public record Report(
    @Nullable Instant from,
    @Nullable Instant to,
    SortedMap<String, Requests> operations,
    SortedMap<String, Long> faults,
    long scans,
    List<Usage> tables) {
  public Report {
    operations = Collections.unmodifiableSortedMap(new TreeMap<>(operations));
    faults = Collections.unmodifiableSortedMap(new TreeMap<>(faults));
    tables = List.copyOf(tables);
  }

  /** Requests of one operation by their answers; errors by name. */
  public record Requests(long count, long ok, SortedMap<String, Long> errors) {
    public Requests {
      errors = Collections.unmodifiableSortedMap(new TreeMap<>(errors));
    }
  }

  /**
   * Consumption of a table or of an index.
   *
   * @param index null for the table itself
   * @param peakWritesPerSecond of the table or index as a whole
   * @param peakKeyWritesPerSecond the highest of any one partition key
   */
  public record Usage(
      String table,
      @Nullable String index,
      double writeUnits,
      double readUnits,
      double peakWritesPerSecond,
      double peakReadsPerSecond,
      double peakKeyWritesPerSecond,
      double peakKeyReadsPerSecond,
      long partitionKeys,
      List<HotKey> hottest) {
    public Usage {
      hottest = List.copyOf(hottest);
    }
  }

  /**
   * A partition key among those that wrote most, with its share of the table's or index's writes.
   */
  public record HotKey(
      String key,
      double writeUnits,
      double readUnits,
      double writeShare,
      double peakWritesPerSecond,
      double peakReadsPerSecond) {}

  /** All requests. */
  public long requests() {
    return operations.values().stream().mapToLong(Requests::count).sum();
  }

  /** Requests of one operation. */
  public long requests(String operation) {
    Requests requests = operations.get(operation);
    return requests == null ? 0 : requests.count();
  }

  /** The usage of a table, or null if nothing touched it. */
  public @Nullable Usage table(String name) {
    return usage(name, null);
  }

  /** The usage of an index, or null if nothing touched it. */
  public @Nullable Usage index(String table, String name) {
    return usage(table, name);
  }

  private @Nullable Usage usage(String table, @Nullable String index) {
    for (Usage usage : tables) {
      boolean same = index == null ? usage.index() == null : index.equals(usage.index());
      if (same && usage.table().equals(table)) {
        return usage;
      }
    }
    return null;
  }
}
