package io.acteon.bench.rules;

import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code acteon bench rules}: JMH over {@link RuleEvaluation}, then a table in Markdown. */
@Command(
    name = "rules",
    description = "Time and memory of one decision, by kind of rule.",
    mixinStandardHelpOptions = true)
public final class RulesBench implements Callable<Integer> {
  @Option(
      names = "--count",
      description = "How many rules, all of which are asked (default: ${DEFAULT-VALUE}).",
      defaultValue = "100")
  private int count;

  @Override
  public Integer call() throws RunnerException {
    var results =
        new Runner(
                new OptionsBuilder()
                    .include(RuleEvaluation.class.getName())
                    .param("count", Integer.toString(count))
                    .addProfiler(GCProfiler.class)
                    .build())
            .run();
    System.out.println("| rules | CPU per decision | per rule | wall clock | allocated |");
    System.out.println("|---|---|---|---|---|");
    results.forEach(this::print);
    return 0;
  }

  private void print(RunResult result) {
    double nanos = score(result, "cpuNanos") / score(result, "operations");
    Result<?> wall = result.getPrimaryResult();
    System.out.printf(
        "| %d %s | %.1f us | %.0f ns | %.1f us (± %.1f) | %.0f B |%n",
        count,
        result.getParams().getParam("mix"),
        nanos / 1000,
        nanos / count,
        wall.getScore() / 1000,
        wall.getScoreError() / 1000,
        score(result, "gc.alloc.rate.norm"));
  }

  private static double score(RunResult result, String name) {
    Result<?> secondary = result.getSecondaryResults().get(name);
    return secondary == null ? Double.NaN : secondary.getScore();
  }
}
