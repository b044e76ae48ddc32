package io.acteon.simulator;

import io.acteon.simulator.accounting.Delay;
import io.acteon.simulator.accounting.Limits;
import io.acteon.simulator.http.FaultSettings;
import io.acteon.simulator.http.Faults;
import java.time.Duration;

/** Reads the command line into options; refuses with one sentence what it does not understand. */
final class SimulatorArguments {
  /** Options, or the wish for help. */
  record Parsed(SimulatorOptions options, boolean help) {}

  private static final String FAULT = "--fault-";

  private SimulatorArguments() {}

  static String help() {
    return """
    Simulates DynamoDB as AWS behaves: latency, throttling, index lag, conflicts, lost responses.

    --host ADDRESS              listen on this address (127.0.0.1)
    --port PORT                 listen on this port, 0 for a free one (8000)
    --seed NUMBER               of all random decisions (1)
    --like-aws                  latency, index lag, stale reads and partition limits of the order of AWS
    --latency-ms MS             fixed latency of each request on items (0)
    --latency DELAY             a distribution instead, see below
    --index-lag-ms DELAY        after how long an index shows a write (0)
    --stale-reads-ms DELAY      how old a state reads without ConsistentRead see (0)
    --partition-limits W/R      write/read units a second of one partition key, or 'aws' (1000/3000), or 'none' (none)
    --table-limits W/R          write/read units a second of a whole table or index, or 'none' (none)
    --burst-ms MS               how much unused capacity is saved up (1000)
    --table-delay-ms MS         how long creating or deleting a table takes (0)
    --expiry-sweep-ms MS        how often expired items are collected, 0 for never (10000)

    Faults, each a probability from 0 to 1 per request on items:
    --fault-cut-before P        connection closed, request not applied
    --fault-error-before P      answered 500, request not applied
    --fault-error-after P       applied, answered 500
    --fault-lose-response P     applied, connection closed
    --fault-duplicate P         applied, and applied again later
    --fault-duplicate-after-ms DELAY   how much later (100)
    --fault-delay P             held up before it is applied
    --fault-delay-by-ms DELAY   by how much (500)
    --fault-throttle P          refused as if a limit was exceeded
    --fault-transaction-conflict P     refused as if another transaction was under way
    --fault-clock-offset-ms MS  error of the Date header (0)
    --fault-operations A,B      only these operations have faults (all on items)

    DELAY is MS, fixed:MS, normal:MEAN,DEVIATION or exponential:MIN,MEDIAN,P99, in milliseconds.\
    """;
  }

  static Parsed parse(String[] arguments) {
    State state = new State();
    for (int i = 0; i < arguments.length; i++) {
      String flag = arguments[i];
      int equals = flag.indexOf('=');
      if (flag.equals("--help") || flag.equals("-h")) {
        return new Parsed(SimulatorOptions.plain(), true);
      } else if (flag.equals("--like-aws")) {
        state.likeAws();
      } else if (flag.startsWith("--") && equals > 0) {
        state.set(flag.substring(0, equals), flag.substring(equals + 1));
      } else if (!state.knows(flag)) {
        throw new IllegalArgumentException("'" + flag + "' is not an option");
      } else if (i + 1 == arguments.length) {
        throw new IllegalArgumentException("option " + flag + " needs a value");
      } else {
        state.set(flag, arguments[++i]);
      }
    }
    return new Parsed(state.options(), false);
  }

  /** The options so far. Not thread-safe. */
  private static final class State {
    private SimulatorOptions options = SimulatorOptions.plain().withPort(8000);
    private Limits limits = Limits.none();
    private final Faults.Builder faults = Faults.builder();

    void likeAws() {
      options =
          SimulatorOptions.likeAws()
              .withHost(options.host())
              .withPort(options.port())
              .withSeed(options.seed());
      limits = Limits.aws();
    }

    SimulatorOptions options() {
      return options.withLimits(limits).withFaults(faults.build());
    }

    boolean knows(String flag) {
      return flag.startsWith(FAULT)
          ? FaultSettings.NAMES.contains(faultName(flag))
          : help().contains("\n" + flag + " ");
    }

    private static String faultName(String flag) {
      return flag.substring(FAULT.length()).replace('-', '_');
    }

    void set(String flag, String value) {
      if (flag.startsWith(FAULT)) {
        FaultSettings.set(faults, faultName(flag), value);
        return;
      }
      switch (flag) {
        case "--host" -> options = options.withHost(value);
        case "--port" -> options = options.withPort((int) number(flag, value, 65535));
        case "--seed" -> options = options.withSeed(number(flag, value, Long.MAX_VALUE));
        case "--latency-ms", "--latency" -> options = options.withLatency(Delay.parse(value));
        case "--index-lag-ms" -> options = options.withIndexLag(Delay.parse(value));
        case "--stale-reads-ms" -> options = options.withStaleReads(Delay.parse(value));
        case "--partition-limits" -> {
          double[] rates = value.equals("aws") ? new double[] {1000, 3000} : rates(flag, value);
          limits = limits.withPartition(rates[0], rates[1]);
        }
        case "--table-limits" -> {
          double[] rates = rates(flag, value);
          limits = limits.withTable(rates[0], rates[1]);
        }
        case "--burst-ms" -> limits = limits.withBurst(millis(flag, value));
        case "--table-delay-ms" -> options = options.withTableDelay(millis(flag, value));
        case "--expiry-sweep-ms" -> options = options.withExpirySweep(millis(flag, value));
        default -> throw new IllegalArgumentException("'" + flag + "' is not an option");
      }
    }

    private static Duration millis(String flag, String value) {
      return Duration.ofMillis(number(flag, value, Integer.MAX_VALUE));
    }

    private static long number(String flag, String value, long max) {
      try {
        long number = Long.parseLong(value);
        if (number >= 0 && number <= max) {
          return number;
        }
      } catch (NumberFormatException _) {
        // answered below
      }
      throw new IllegalArgumentException(
          "option " + flag + " is '" + value + "'; it is a whole number from 0 to " + max);
    }

    private static double[] rates(String flag, String value) {
      if (value.equals("none")) {
        return new double[] {0, 0};
      }
      String[] parts = value.split("/", -1);
      if (parts.length == 2) {
        return new double[] {
          number(flag, parts[0], Integer.MAX_VALUE), number(flag, parts[1], Integer.MAX_VALUE)
        };
      }
      throw new IllegalArgumentException(
          "option " + flag + " is '" + value + "'; it is WRITES/READS, such as 1000/3000");
    }
  }
}
