package io.acteon.dynamodb.local;

import io.acteon.simulator.Simulator;
import io.acteon.simulator.SimulatorOptions;
import io.acteon.simulator.accounting.Delay;
import java.net.URI;
import java.time.Duration;

/** Simulators for all tests of a JVM, each started when it is first needed. Thread-safe. */
public final class SharedSimulator {
  private SharedSimulator() {}

  private static final class Plain {
    static final Simulator RUNNING = Simulator.start(SimulatorOptions.plain());
  }

  private static final class Stale {
    static final Simulator RUNNING =
        Simulator.start(
            SimulatorOptions.plain()
                .withStaleReads(Delay.fixed(Duration.ofSeconds(5)))
                .withIndexLag(Delay.fixed(Duration.ofMillis(20)))
                .withExpirySweep(Duration.ZERO));
  }

  private static final class Lagging {
    static final Simulator RUNNING =
        Simulator.start(
            SimulatorOptions.plain()
                .withIndexLag(
                    new Delay.Exponential(
                        Duration.ofMillis(1), Duration.ofMillis(10), Duration.ofMillis(200)))
                .withExpirySweep(Duration.ZERO));
  }

  /** Its reads and its indexes are as fresh as those of DynamoDB Local. */
  public static URI plain() {
    return Plain.RUNNING.endpoint();
  }

  /** Reads that are not strongly consistent, those of indexes among them, are seconds old. */
  public static URI stale() {
    return Stale.RUNNING.endpoint();
  }

  /** Each change takes its own time to an index, so that changes overtake each other. */
  public static URI lagging() {
    return Lagging.RUNNING.endpoint();
  }
}
