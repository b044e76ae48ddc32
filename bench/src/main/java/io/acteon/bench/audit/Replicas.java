package io.acteon.bench.audit;

import io.acteon.bench.compare.Comparison.Plan;
import io.acteon.bench.compare.Contender;
import io.acteon.bench.compare.Round;
import io.acteon.bench.load.LoadResult;
import io.acteon.bench.load.LoadResult.Percentiles;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Several replicas, each with connections and writers of its own, appending to one chain at the
 * same time. None may starve, so the worst wait of each is told. Immutable.
 */
record Replicas(List<Trail> trails, int writersEach) {
  static final String HEADER =
      """
      | replica | writers | records/s | p50 ms | p99 ms | worst wait ms | requests/record | RRU/record | WRU/record | failed |
      |---|---|---|---|---|---|---|---|---|---|\
      """;

  /** Measures, and prints a row for each replica and one for all. */
  void run(Plan plan, PrintStream out) throws InterruptedException {
    List<Appends> appends = trails.stream().map(trail -> new Appends(List.of(trail))).toList();
    List<Contender> contenders =
        IntStream.range(0, trails.size())
            .mapToObj(i -> new Contender("" + (i + 1), trails.get(i).cost(), appends.get(i)))
            .toList();
    List<Round> _ = together(contenders, plan.warmUp());
    List<Round> measured = together(contenders, plan.round().multipliedBy(plan.rounds()));
    for (int i = 0; i < contenders.size(); i++) {
      out.println(row(contenders.get(i).name(), writersEach, List.of(measured.get(i))));
    }
    out.println(row("all", writersEach * trails.size(), measured));
    appends.forEach(Appends::verify);
  }

  private List<Round> together(List<Contender> contenders, Duration time)
      throws InterruptedException {
    List<Callable<Round>> tasks = new ArrayList<>();
    for (Contender contender : contenders) {
      tasks.add(() -> Round.run(contender, writersEach, time));
    }
    List<Round> rounds = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Round> round : threads.invokeAll(tasks)) {
        rounds.add(round.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a replica broke", e);
    }
    return rounds;
  }

  /** Of several rounds the sum of the rates and the worst of the latencies. */
  private static String row(String name, int writers, List<Round> rounds) {
    List<LoadResult> loads = rounds.stream().map(Round::load).toList();
    List<Percentiles> latencies = loads.stream().map(LoadResult::latency).toList();
    double records = loads.stream().mapToLong(LoadResult::succeeded).sum();
    return "| %s | %d | %.0f | %.2f | %.2f | %.1f | %.3f | %.3f | %.3f | %d |"
        .formatted(
            name,
            writers,
            rounds.stream().mapToDouble(Round::perSecond).sum(),
            worst(latencies, Percentiles::p50),
            worst(latencies, Percentiles::p99),
            worst(latencies, Percentiles::worst),
            rounds.stream().mapToLong(round -> round.spent().requests()).sum() / records,
            rounds.stream().mapToDouble(round -> round.spent().reads()).sum() / records,
            rounds.stream().mapToDouble(round -> round.spent().writes()).sum() / records,
            loads.stream().mapToLong(LoadResult::failed).sum());
  }

  private static double worst(List<Percentiles> latencies, ToDoubleFunction<Percentiles> which) {
    return latencies.stream().mapToDouble(which).max().orElse(Double.NaN);
  }
}
