package io.acteon.bench.rules;

import io.acteon.json.JsonText;
import io.acteon.model.Action;
import io.acteon.model.Scope;
import io.acteon.rules.Decision;
import io.acteon.rules.Facts;
import io.acteon.rules.RuleSet;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time and memory of one decision over {@code count} rules. Not thread-safe: one per thread.
 */
@State(org.openjdk.jmh.annotations.Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class RuleEvaluation {
  private static final Instant NOW = Instant.parse("2026-03-02T10:20:30Z");

  @Param public RuleMix mix = RuleMix.SCOPED;

  @Param({"100"})
  public int count = 100;

  private RuleSet rules = RuleSet.empty();
  private final Action action =
      Action.builder("a-1", new Scope("shop", "acme"), "inbox", "receipt", NOW)
          .metadata(Map.of("env", "prod", "region", "eu"))
          .payload(
              JsonText.parse(
                  """
                  {"to": "ann@example.com", "amount": 12.50,
                   "subject": "order summer-1234 of last Tuesday was paid and is accepted",
                   "items": [{"sku": "AB-1", "n": 1}, {"sku": "CD-2", "n": 3}]}
                  """))
          .build();

  @Setup
  public void load() {
    rules = mix.rules(count);
  }

  @Benchmark
  public Decision decide(CpuCounter cpu) {
    cpu.operations++;
    return rules.decide(action, Facts.at(NOW));
  }
}
