package io.acteon.bench.compare;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Several ways to do one thing, measured in turn. Immutable.
 *
 * @param contenders ours, then what it is compared with, then others for information
 */
public record Comparison(String title, int clients, List<Contender> contenders) {
  public static final String HEADER =
      """
      | operation | clients | by | ops/s (lowest-highest round) | ratio | p50 ms | p99 ms | requests/op | RRU/op | WRU/op | failed |
      |---|---|---|---|---|---|---|---|---|---|---|\
      """;

  /** How long and how often. */
  public record Plan(Duration warmUp, Duration round, int rounds) {}

  /** Measures and prints a row for each contender: its round with the median rate. */
  public void run(Plan plan, PrintStream out) throws InterruptedException {
    for (Contender contender : contenders) {
      Round _ = Round.run(contender, clients, plan.warmUp());
    }
    List<List<Round>> taken = new ArrayList<>();
    contenders.forEach(_ -> taken.add(new ArrayList<>()));
    for (int round = 0; round < plan.rounds(); round++) {
      for (int i = 0; i < contenders.size(); i++) {
        taken.get(i).add(Round.run(contenders.get(i), clients, plan.round()));
      }
    }
    double base = median(taken.get(1)).perSecond();
    for (int i = 0; i < contenders.size(); i++) {
      List<Round> rounds = taken.get(i);
      out.println(row(contenders.get(i), rounds, base));
    }
    contenders.forEach(contender -> contender.work().verify());
  }

  private static Round median(List<Round> rounds) {
    List<Round> sorted =
        rounds.stream().sorted(Comparator.comparingDouble(Round::perSecond)).toList();
    return sorted.get(sorted.size() / 2);
  }

  private static long failed(List<Round> rounds) {
    for (Round round : rounds) {
      if (round.firstFailure() != null) {
        System.err.println("a failed call: " + round.firstFailure());
        break;
      }
    }
    return rounds.stream().mapToLong(round -> round.load().failed()).sum();
  }

  private String row(Contender contender, List<Round> rounds, double base) {
    Round round = median(rounds);
    double ops = round.load().succeeded();
    return "| %s | %d | %s | %.0f (%.0f-%.0f) | %.2f | %.2f | %.2f | %.3f | %.3f | %.3f | %d |"
        .formatted(
            title,
            clients,
            contender.name(),
            round.perSecond(),
            rounds.stream().mapToDouble(Round::perSecond).min().orElseThrow(),
            rounds.stream().mapToDouble(Round::perSecond).max().orElseThrow(),
            round.perSecond() / base,
            round.load().latency().p50(),
            round.load().latency().p99(),
            round.spent().requests() / ops,
            round.spent().reads() / ops,
            round.spent().writes() / ops,
            failed(rounds));
  }
}
