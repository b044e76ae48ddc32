package io.acteon.simulator.accounting;

import io.acteon.simulator.engine.Charge;
import io.acteon.simulator.engine.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up requests and capacity. Not thread-safe. */
final class Ledger {
  private static final int HOTTEST = 10;

  /**
   * Beyond this many partition keys new ones are counted only in their table's sums: memory stays
   * bounded.
   */
  private static final int MAX_KEYS = 2_000_000;

  /** Answers of one operation. */
  private static final class Answers {
    private long count;
    private long ok;
    private final TreeMap<String, Long> errors = new TreeMap<>();
  }

  private final Map<Partition, KeyUse> keys = new HashMap<>();
  private final Map<Partition, KeyUse> wholes = new HashMap<>();
  private final TreeMap<String, Answers> operations = new TreeMap<>();
  private final TreeMap<String, Long> faults = new TreeMap<>();
  private long scans;
  private @Nullable Instant from;
  private @Nullable Instant to;

  void add(String operation, Response response, List<Charge> charges, Instant at) {
    from = from == null ? at : from;
    to = at;
    Answers answers = operations.computeIfAbsent(operation, _ -> new Answers());
    answers.count++;
    if (response.isOk()) {
      answers.ok++;
    } else {
      answers.errors.merge(response.error(), 1L, Long::sum);
    }
    scans += operation.equals("Scan") ? 1 : 0;
    charge(charges, at);
  }

  private void charge(List<Charge> charges, Instant at) {
    long second = at.getEpochSecond();
    for (Charge charge : charges) {
      Partition partition = Partition.of(charge);
      wholes
          .computeIfAbsent(partition.whole(), _ -> new KeyUse())
          .add(charge.write(), charge.units(), second);
      if (charge.partition() == null) {
        continue;
      }
      KeyUse use = keys.get(partition);
      if (use == null && keys.size() < MAX_KEYS) {
        use = new KeyUse();
        keys.put(partition, use);
      }
      if (use != null) {
        use.add(charge.write(), charge.units(), second);
      }
    }
  }

  void addFault(String name) {
    faults.merge(name, 1L, Long::sum);
  }

  void reset() {
    keys.clear();
    wholes.clear();
    operations.clear();
    faults.clear();
    scans = 0;
    from = null;
    to = null;
  }

  Report report() {
    TreeMap<String, Report.Requests> requests = new TreeMap<>();
    operations.forEach(
        (name, a) -> requests.put(name, new Report.Requests(a.count, a.ok, a.errors)));
    Map<Partition, List<Map.Entry<Partition, KeyUse>>> byWhole = new HashMap<>();
    for (Map.Entry<Partition, KeyUse> entry : keys.entrySet()) {
      byWhole.computeIfAbsent(entry.getKey().whole(), _ -> new ArrayList<>()).add(entry);
    }
    List<Report.Usage> usages = new ArrayList<>();
    wholes.forEach(
        (whole, use) -> usages.add(usage(whole, use, byWhole.getOrDefault(whole, List.of()))));
    usages.sort(
        Comparator.comparing(Report.Usage::table)
            .thenComparing(usage -> usage.index() == null ? "" : usage.index()));
    return new Report(from, to, requests, faults, scans, usages);
  }

  private static Report.Usage usage(
      Partition whole, KeyUse sum, List<Map.Entry<Partition, KeyUse>> own) {
    Comparator<Map.Entry<Partition, KeyUse>> byUse =
        Comparator.comparingDouble(e -> e.getValue().writes() + e.getValue().reads() / 1e6);
    PriorityQueue<Map.Entry<Partition, KeyUse>> hottest = new PriorityQueue<>(byUse);
    double peakWrites = 0;
    double peakReads = 0;
    for (Map.Entry<Partition, KeyUse> entry : own) {
      peakWrites = Math.max(peakWrites, entry.getValue().peakWrites());
      peakReads = Math.max(peakReads, entry.getValue().peakReads());
      hottest.add(entry);
      if (hottest.size() > HOTTEST) {
        hottest.poll();
      }
    }
    List<Report.HotKey> hot = new ArrayList<>();
    while (!hottest.isEmpty()) {
      hot.addFirst(hot(hottest.remove(), sum));
    }
    return new Report.Usage(
        whole.table(),
        whole.index(),
        sum.writes(),
        sum.reads(),
        sum.peakWrites(),
        sum.peakReads(),
        peakWrites,
        peakReads,
        own.size(),
        hot);
  }

  private static Report.HotKey hot(Map.Entry<Partition, KeyUse> entry, KeyUse sum) {
    KeyUse use = entry.getValue();
    double share = sum.writes() == 0 ? 0 : use.writes() / sum.writes();
    return new Report.HotKey(
        entry.getKey().show(), use.writes(), use.reads(), share, use.peakWrites(), use.peakReads());
  }
}
