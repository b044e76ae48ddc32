package io.acteon.dynamodb.state;

import io.acteon.simulator.Simulator;
import io.acteon.simulator.SimulatorOptions;
import io.acteon.simulator.accounting.Delay;
import java.net.URI;
import java.time.Duration;

/**
 * One simulator for all tests of a JVM: reads that are not strongly consistent are seconds old, and
 * the index of due timers lags. Thread-safe.
 */
final class SharedSimulator {
  private SharedSimulator() {}

  private static final class Holder {
    static final Simulator RUNNING =
        Simulator.start(
            SimulatorOptions.plain()
                .withStaleReads(new Delay.Fixed(Duration.ofSeconds(5)))
                .withIndexLag(new Delay.Fixed(Duration.ofMillis(20)))
                .withExpirySweep(Duration.ZERO));
  }

  static URI url() {
    return Holder.RUNNING.endpoint();
  }
}
