package io.acteon.bench.dispatch;

import io.acteon.bench.files.ScratchFolder;
import io.acteon.bench.load.LoadResult;
import io.acteon.bench.simulator.Account;
import io.acteon.bench.simulator.SimulatorProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What one action costs, as the simulator accounts it: a gateway of its own in a pass that is not
 * timed. Failed actions cost, too, so the cost is that of each action that succeeded.
 */
record CostPass(LoadResult load, Account account) {
  private static final Duration TIME = Duration.ofSeconds(2);
  private static final Duration SETTLED = Duration.ofMillis(500);

  /** A gateway that never stops asking is counted with what it asked for. */
  private static final int MOST_LOOKS = 10;

  static CostPass run(Scenario scenario, List<String> command, int clients)
      throws IOException, InterruptedException {
    Path folder = ScratchFolder.untilExit("acteon-bench");
    try (SimulatorProcess simulator = SimulatorProcess.start(0)) {
      Path config = scenario.write(folder, simulator.url().toString());
      try (GatewayProcess gateway =
          GatewayProcess.start(command, config, folder.resolve("gateway.log"))) {
        var load = Bodies.load(gateway.port());
        load.run(clients, TIME);
        settled(simulator);
        simulator.reset();
        LoadResult result = load.run(clients, TIME);
        return new CostPass(result, settled(simulator));
      }
    }
  }

  /** The account once what is written in the background is written. */
  private static Account settled(SimulatorProcess simulator)
      throws IOException, InterruptedException {
    Account before = simulator.account();
    for (int i = 0; i < MOST_LOOKS; i++) {
      Thread.sleep(SETTLED);
      Account now = simulator.account();
      if (now.requests() == before.requests()) {
        return now;
      }
      before = now;
    }
    return before;
  }

  String cells() {
    double actions = Math.max(1, load.succeeded());
    return " %.2f | %.2f + %.2f |"
        .formatted(
            account.requests() / actions,
            account.writeUnits() / actions,
            account.readUnits() / actions);
  }
}
