package io.acteon.bench.dispatch;

import io.acteon.bench.files.ScratchFolder;
import io.acteon.bench.load.Load;
import io.acteon.bench.load.LoadResult;
import io.acteon.bench.simulator.SimulatorProcess;
import io.acteon.dynamodb.local.DynamoDbLocal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code acteon bench dispatch}: whole gateways, rounds in turn, medians. */
@Command(
    name = "dispatch",
    description = "Dispatches against whole gateways; another one beside ours with --reference.",
    mixinStandardHelpOptions = true)
public final class DispatchBench implements Callable<Integer> {
  /** Many, so that a JVM has compiled what it runs also where one client would take minutes. */
  private static final int WARMUP_CLIENTS = 64;

  @Option(names = "--clients", split = ",", defaultValue = "1,16,64")
  private List<Integer> clients = List.of();

  @Option(names = "--backends", split = ",", defaultValue = "memory,dynamodb")
  private List<String> backends = List.of();

  @Option(names = "--audit", split = ",", defaultValue = "off,plain")
  private List<String> audits = List.of();

  @Option(names = "--dedup", split = ",", arity = "1", defaultValue = "false,true")
  private List<Boolean> dedups = List.of();

  @Option(names = "--seconds", defaultValue = "3", description = "one round")
  private int seconds;

  @Option(names = "--rounds", defaultValue = "3")
  private int rounds;

  @Option(
      names = "--warmup",
      defaultValue = "45",
      description = "seconds of load from " + WARMUP_CLIENTS + " clients before all rounds")
  private int warmup;

  @Option(
      names = "--settling",
      defaultValue = "2",
      description =
          "seconds of load from the measured number of clients before its rounds; 90 for one client"
              + " in soc2: a crowd shares its commits, and few of them compile little")
  private int settling;

  @Option(
      names = "--reference",
      description = "a command that runs another gateway, given -c FILE --port N behind it")
  private @Nullable Path reference;

  @Option(
      names = "--endpoint",
      description = "of DynamoDB; without it a DynamoDB Local per gateway is started")
  private @Nullable String endpoint;

  @Option(names = "--simulator", description = "start a simulator per gateway instead")
  private boolean simulator;

  @Option(
      names = "--latency-ms",
      defaultValue = "0",
      description = "of each request to the simulator")
  private int latencyMillis;

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.out.println(Row.HEADER);
    for (String backend : backends) {
      for (String audit : audits) {
        for (boolean dedup : dedups) {
          measure(new Scenario(backend, dedup, audit));
        }
      }
    }
    return 0;
  }

  private void measure(Scenario scenario) throws IOException, InterruptedException {
    var contenders = new LinkedHashMap<String, Contender>();
    try {
      for (var command : commands().entrySet()) {
        contenders.put(
            command.getKey(), Contender.start(scenario, command.getValue(), database(scenario)));
      }
      for (Contender contender : contenders.values()) {
        contender.load().run(WARMUP_CLIENTS, Duration.ofSeconds(warmup));
      }
      for (int count : clients) {
        Map<String, Row> rows = rounds(scenario, contenders, count);
        Row base = rows.get("reference");
        for (Row row : rows.values()) {
          System.out.println(row.against(base) + spent(scenario, row));
        }
      }
    } finally {
      contenders.values().forEach(Contender::close);
    }
  }

  private Map<String, Row> rounds(Scenario scenario, Map<String, Contender> contenders, int count)
      throws InterruptedException {
    for (Contender contender : contenders.values()) {
      contender.load().run(count, Duration.ofSeconds(settling));
    }
    var measured = new LinkedHashMap<String, List<Round>>();
    for (int round = 0; round < rounds; round++) {
      for (var contender : contenders.entrySet()) {
        measured
            .computeIfAbsent(contender.getKey(), _ -> new ArrayList<>())
            .add(contender.getValue().round(count, Duration.ofSeconds(seconds)));
      }
    }
    var rows = new LinkedHashMap<String, Row>();
    measured.forEach((name, taken) -> rows.put(name, Row.median(scenario, count, name, taken)));
    return rows;
  }

  /** The cells of the table that say what one action costs; empty ones where there is no table. */
  private String spent(Scenario scenario, Row row) throws IOException, InterruptedException {
    if (scenario.backend().equals("memory")) {
      return " | |";
    }
    List<String> command = commands().get(row.gateway());
    return CostPass.run(scenario, Objects.requireNonNull(command), row.clients()).cells();
  }

  private Map<String, List<String>> commands() {
    var commands = new LinkedHashMap<String, List<String>>();
    commands.put("acteon", List.of(root().resolve("acteon").toString(), "serve"));
    if (reference != null) {
      commands.put("reference", List.of(reference.toString()));
    }
    return commands;
  }

  private Database database(Scenario scenario) throws IOException {
    if (endpoint != null || scenario.backend().equals("memory")) {
      return new Database(endpoint == null ? "" : endpoint, () -> {});
    }
    if (simulator) {
      SimulatorProcess started = SimulatorProcess.start(latencyMillis);
      return new Database(started.url().toString(), started::close);
    }
    DynamoDbLocal started =
        DynamoDbLocal.start(
            DynamoDbLocal.Options.forLoad(root().resolve("dynamodb-local/target/lib")));
    return new Database(started.url().toString(), started::close);
  }

  private static Path root() {
    return Path.of(System.getProperty("acteon.root", ".")).toAbsolutePath().normalize();
  }

  /** One round of one gateway. */
  record Round(LoadResult load, Duration cpu) {}

  /** The DynamoDB of one gateway; {@code stop} ends what was started for it. */
  private record Database(String url, Runnable stop) {}

  /** A gateway under measurement, with the DynamoDB that only it uses. Used by one thread. */
  private record Contender(GatewayProcess gateway, Database database, Load load)
      implements AutoCloseable {

    static Contender start(Scenario scenario, List<String> command, Database database)
        throws IOException, InterruptedException {
      Path folder = ScratchFolder.untilExit("acteon-bench");
      Path config = scenario.write(folder, database.url());
      GatewayProcess gateway = GatewayProcess.start(command, config, folder.resolve("gateway.log"));
      return new Contender(gateway, database, Bodies.load(gateway.port()));
    }

    Round round(int clients, Duration time) throws InterruptedException {
      Duration before = gateway.cpu();
      LoadResult result = load.run(clients, time);
      return new Round(result, gateway.cpu().minus(before));
    }

    @Override
    public void close() {
      gateway.close();
      database.stop().run();
    }
  }
}
