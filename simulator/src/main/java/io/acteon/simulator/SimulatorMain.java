package io.acteon.simulator;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/** The simulator's command line. */
public final class SimulatorMain {
  private static final int WRONG_USAGE = 2;
  private static final int CANNOT_START = 3;

  private SimulatorMain() {}

  /** Runs until the process is stopped. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /**
   * Runs until the thread is interrupted; answers the exit code: 0 fine, 2 wrong usage, 3 cannot
   * start.
   */
  public static int run(String[] arguments) {
    return run(arguments, System.out, System.err);
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) {
    SimulatorArguments.Parsed parsed;
    try {
      parsed = SimulatorArguments.parse(arguments);
    } catch (IllegalArgumentException e) {
      err.println("simulator: " + e.getMessage() + " (see --help)");
      return WRONG_USAGE;
    }
    if (parsed.help()) {
      out.println(SimulatorArguments.help());
      return 0;
    }
    return serve(parsed.options(), out, err);
  }

  private static int serve(SimulatorOptions options, PrintStream out, PrintStream err) {
    try (Simulator simulator = Simulator.start(options)) {
      out.println("DynamoDB simulator on " + simulator.endpoint() + ", seed " + simulator.seed());
      out.println("report: " + simulator.endpoint() + "/_simulator/report");
      new CountDownLatch(1).await();
      return 0;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return 0;
    } catch (IllegalArgumentException e) {
      err.println("simulator: " + e.getMessage() + " (see --help)");
      return WRONG_USAGE;
    } catch (UncheckedIOException e) {
      err.println("simulator: " + e.getMessage());
      return CANNOT_START;
    }
  }
}
