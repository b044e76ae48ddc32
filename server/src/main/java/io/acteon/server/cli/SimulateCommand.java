package io.acteon.server.cli;

import io.acteon.simulator.SimulatorMain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code acteon simulate-dynamodb}; the simulator reads its own flags. Not thread-safe. */
@Command(
    name = "simulate-dynamodb",
    mixinStandardHelpOptions = false,
    description = "Run a DynamoDB that behaves as AWS's does: latency, limits, lag, faults.")
final class SimulateCommand implements Callable<Integer> {
  @Unmatched private final List<String> flags = new ArrayList<>();

  @Override
  public Integer call() {
    return SimulatorMain.run(flags.toArray(String[]::new));
  }
}
