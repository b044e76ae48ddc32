package io.acteon.bench.state;

import io.acteon.bench.compare.Comparison;
import io.acteon.bench.compare.Comparison.Plan;
import io.acteon.bench.compare.Target;
import io.acteon.bench.compare.Target.Place;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code acteon bench state}: the engine beside the bare SDK, rounds in turn. */
@Command(
    name = "state",
    description = "The state engine on DynamoDB beside bare calls of the AWS SDK.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class StateBench implements Callable<Integer> {
  /** Groups of comparisons. */
  enum Group {
    CHECK_AND_SET,
    INCREMENT,
    LOCK,
    OTHERS
  }

  @Option(names = "--endpoint", description = "of DynamoDB; without it DynamoDB Local is started")
  private @Nullable URI endpoint;

  @Option(names = "--simulator", description = "start the simulator instead of DynamoDB Local")
  private boolean simulator;

  @Option(
      names = "--latency-ms",
      defaultValue = "0",
      description = "of each request to the simulator")
  private int latencyMillis;

  @Option(
      names = "--partition-limits",
      defaultValue = "none",
      description =
          "of the simulator: write/read units a second of one partition key, or 'aws' (1000/3000)")
  private String partitionLimits = "none";

  @Option(names = "--region", defaultValue = "us-east-1")
  private String region = "us-east-1";

  @Option(
      names = "--table",
      defaultValue = "bench_state",
      description = "made if it is missing and the endpoint is plain HTTP; what is written stays")
  private String table = "bench_state";

  @Option(names = "--only", split = ",", description = "of: ${COMPLETION-CANDIDATES}")
  private List<Group> only = List.of(Group.values());

  @Option(names = "--clients", split = ",", defaultValue = "1,64")
  private List<Integer> clients = List.of();

  @Option(names = "--lock-clients", split = ",", defaultValue = "2,16")
  private List<Integer> lockClients = List.of();

  @Option(names = "--seconds", defaultValue = "3", description = "one round")
  private int seconds;

  @Option(names = "--rounds", defaultValue = "5")
  private int rounds;

  @Option(names = "--warmup", defaultValue = "5", description = "seconds before the first round")
  private int warmup;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Target target = Target.of(endpoint, simulator, latencyMillis, partitionLimits, root());
        Bench bench = new Bench(new Place(target.url(), region, table))) {
      System.out.println("DynamoDB: " + target.title());
      System.out.println();
      System.out.println(Comparison.HEADER);
      for (Group group : only) {
        run(group, bench);
      }
    }
    return 0;
  }

  private void run(Group group, Bench bench) throws InterruptedException {
    switch (group) {
      case CHECK_AND_SET -> each(clients, count -> bench.replayed(Operation.CHECK_AND_SET, count));
      case INCREMENT -> each(clients, bench::increments);
      case LOCK -> {
        for (LockPass.Arrival arrival : LockPass.Arrival.values()) {
          each(lockClients, count -> bench.lockPass(count, arrival));
        }
        each(lockClients, count -> bench.locks(count, true));
        each(lockClients, count -> bench.locks(count, false));
      }
      case OTHERS -> {
        for (Operation operation : Operation.values()) {
          if (operation != Operation.CHECK_AND_SET) {
            each(clients, count -> bench.replayed(operation, count));
          }
        }
        each(clients, bench::admissions);
      }
    }
  }

  private void each(List<Integer> counts, IntFunction<Comparison> comparison)
      throws InterruptedException {
    Plan plan = new Plan(Duration.ofSeconds(warmup), Duration.ofSeconds(seconds), rounds);
    for (int count : counts) {
      comparison.apply(count).run(plan, System.out);
    }
  }

  private static Path root() {
    return Path.of(System.getProperty("acteon.root", ".")).toAbsolutePath().normalize();
  }
}
