package io.acteon.bench.audit;

import io.acteon.bench.audit.Trail.Deployment;
import io.acteon.bench.compare.Comparison;
import io.acteon.bench.compare.Comparison.Plan;
import io.acteon.bench.compare.Contender;
import io.acteon.bench.compare.Cost.Spent;
import io.acteon.bench.compare.Ids;
import io.acteon.bench.compare.Round;
import io.acteon.bench.compare.Target;
import io.acteon.bench.compare.Target.Place;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code acteon bench audit}: appending to chains, and verifying them. */
@Command(
    name = "audit",
    description = "Signed audit chains: appends beside the AWS SDK, replicas, verification.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class AuditBench implements Callable<Integer> {
  /** What is measured. */
  enum Group {
    APPEND,
    REPLICAS,
    VERIFY_MEMORY,
    VERIFY_EXPORT,
    VERIFY_TABLE
  }

  private static final int IN_MEMORY = 20_000;
  private static final int VERIFY_ROUNDS = 5;

  @Option(names = "--endpoint", description = "of DynamoDB; without it DynamoDB Local is started")
  private @Nullable URI endpoint;

  @Option(names = "--simulator", description = "start the simulator instead of DynamoDB Local")
  private boolean simulator;

  @Option(
      names = "--latency-ms",
      defaultValue = "0",
      description = "of each request to the simulator")
  private int latencyMillis;

  @Option(names = "--region", defaultValue = "us-east-1")
  private String region = "us-east-1";

  @Option(
      names = "--table",
      defaultValue = "bench_audit",
      description = "made if it is missing and the endpoint is plain HTTP; what is written stays")
  private String table = "bench_audit";

  @Option(names = "--only", split = ",", description = "of: ${COMPLETION-CANDIDATES}")
  private List<Group> only = List.of(Group.values());

  @Option(names = "--writers", split = ",", defaultValue = "1,64", description = "on one replica")
  private List<Integer> writers = List.of();

  @Option(names = "--replicas", defaultValue = "4", description = "on one chain")
  private int replicas;

  @Option(names = "--writers-each", defaultValue = "16", description = "of the replicas")
  private int writersEach;

  @Option(names = "--export-records", defaultValue = "1000000")
  private long exportRecords;

  @Option(names = "--export-heap", defaultValue = "64m", description = "to verify the export with")
  private String exportHeap = "64m";

  @Option(names = "--table-records", defaultValue = "50000")
  private int tableRecords;

  @Option(names = "--seconds", defaultValue = "3", description = "one round")
  private int seconds;

  @Option(names = "--rounds", defaultValue = "5")
  private int rounds;

  @Option(names = "--warmup", defaultValue = "5", description = "seconds before the first round")
  private int warmup;

  private final PrintStream out = System.out;
  private final Ids ids = new Ids();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Target target = Target.of(endpoint, simulator, latencyMillis, "none", root())) {
      out.println("DynamoDB: " + target.title());
      Place place = new Place(target.url(), region, table);
      for (Group group : only) {
        out.println();
        switch (group) {
          case APPEND -> append(place);
          case REPLICAS -> replicas(place);
          case VERIFY_MEMORY -> inMemory();
          case VERIFY_EXPORT -> export();
          case VERIFY_TABLE -> onTable(place);
        }
      }
    }
    return 0;
  }

  private Plan plan() {
    return new Plan(Duration.ofSeconds(warmup), Duration.ofSeconds(seconds), rounds);
  }

  private Deployment fresh(Place place) throws IOException {
    return Deployment.of(place, ids.fresh());
  }

  private void append(Place place) throws IOException, InterruptedException {
    out.println(Comparison.HEADER);
    for (int count : writers) {
      try (Trail trail = Trail.open(fresh(place), 1);
          BareAppends bare = new BareAppends(place, trail)) {
        new Comparison(
                "append to one chain",
                count,
                List.of(
                    new Contender("acteon", trail.cost(), new Appends(List.of(trail))),
                    new Contender("SDK, a transaction per record", bare.cost(), bare)))
            .run(plan(), out);
      }
    }
  }

  private void replicas(Place place) throws IOException, InterruptedException {
    Deployment deployment = fresh(place);
    List<Trail> trails = new ArrayList<>();
    try {
      for (int i = 0; i < replicas; i++) {
        trails.add(Trail.open(deployment, i));
      }
      out.println(Replicas.HEADER);
      new Replicas(trails, writersEach).run(plan(), out);
    } finally {
      trails.forEach(Trail::close);
    }
  }

  private void inMemory() throws IOException {
    out.println(Verification.HEADER);
    out.println(
        Verifications.inMemory(IN_MEMORY, VERIFY_ROUNDS).row("a chain in memory", "default"));
  }

  private void export() throws IOException, InterruptedException {
    out.println(Verification.HEADER);
    try (LongExport export = LongExport.make(exportRecords)) {
      out.println(export.verify(exportHeap).row("an export", exportHeap));
    }
  }

  private void onTable(Place place) throws IOException, InterruptedException {
    try (Trail trail = Trail.open(fresh(place), 1)) {
      var fill = new Contender("fill", trail.cost(), new Appends(List.of(trail)));
      long filled = 0;
      while (filled < tableRecords) {
        filled += Round.run(fill, 512, Duration.ofSeconds(1)).load().succeeded();
      }
      Spent before = trail.cost().spent();
      Verification measured = Verifications.onTable(trail, 2);
      Spent spent = trail.cost().spent().since(before);
      out.println(Verification.HEADER);
      out.println(measured.row("a chain in the table", "default"));
      out.println();
      out.println(
          "Of the table, per record: %.3f requests, %.3f RRU."
              .formatted(
                  spent.requests() / 2.0 / measured.records(),
                  spent.reads() / 2.0 / measured.records()));
    }
  }

  private static Path root() {
    return Path.of(System.getProperty("acteon.root", ".")).toAbsolutePath().normalize();
  }
}
