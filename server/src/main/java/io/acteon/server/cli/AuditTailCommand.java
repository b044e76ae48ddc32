package io.acteon.server.cli;

import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditQuery.Filters;
import io.acteon.audit.AuditQuery.Order;
import io.acteon.audit.AuditQuery.ScopePattern;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.json.JsonText;
import io.acteon.server.config.GatewayConfig;
import io.acteon.server.http.wire.AuditJson;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code acteon audit tail}. Not thread-safe. */
@Command(
    name = "tail",
    description =
        "Print the last records of the trail, the newest at the end, one line each: when, outcome,"
            + " namespace / tenant, provider, action type, duration, number in the chain, action"
            + " id.")
final class AuditTailCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofSeconds(1);

  /** A record stands at the time of its dispatch, and is written when its provider is done. */
  private static final Duration LOOK_BACK = Duration.ofSeconds(60);

  @Mixin private ConfigOptions options;

  @Option(names = "--namespace", paramLabel = "NAME", description = "Only this namespace.")
  private @Nullable String namespace;

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      description = "Only this tenant and those below it.")
  private @Nullable String tenant;

  @Option(
      names = "--outcome",
      paramLabel = "WORD",
      description = "Only this outcome, such as failed; may be repeated.")
  private List<String> outcomes = List.of();

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "20",
      description = "How many records, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int count = 20;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on and print what comes; Ctrl-C or SIGTERM ends it well.")
  private boolean follow;

  @Option(names = "--json", description = "Print each record as a line of JSON.")
  private boolean json;

  @Spec private CommandSpec command;

  private final TimeSource time = TimeSource.system();
  private final RecordLines lines = new RecordLines();

  @Override
  public Integer call() throws InterruptedException {
    if (count < 1 || count > AuditQuery.MAX_LIMIT) {
      throw new CommandLine.ParameterException(
          command.commandLine(), "--lines must be 1 to " + AuditQuery.MAX_LIMIT);
    }
    GatewayConfig config = options.read();
    Optional<StopSignal> stop = follow ? Optional.of(StopSignal.install()) : Optional.empty();
    try (AuditTrail trail = AuditTrail.forReading(config)) {
      var seen = new RecentIds();
      List<AuditRecord> last =
          last(trail.store(), follow ? AuditQuery.MAX_LIMIT : count, Optional.empty());
      List<AuditRecord> shown = last.subList(Math.max(0, last.size() - count), last.size());
      Instant newest = print(shown, seen, Instant.EPOCH);
      last.forEach(record -> seen.add(record.id())); // Those before them are not new later on.
      if (newest.equals(Instant.EPOCH)) {
        newest = time.now();
      }
      while (stop.isPresent() && !isOver(stop.get())) {
        newest = print(since(trail.store(), newest.minus(LOOK_BACK)), seen, newest);
      }
    }
    return ExitCode.FINE;
  }

  /** Waits for a while; whether nobody wants more then, or nobody reads it. */
  private boolean isOver(StopSignal stop) throws InterruptedException {
    return stop.await(POLL) || command.commandLine().getOut().checkError();
  }

  /** What is there; a store that is away for a while is no reason to end. */
  private List<AuditRecord> since(AuditStore store, Instant from) {
    try {
      return last(store, AuditQuery.MAX_LIMIT, Optional.of(from));
    } catch (StoreException.Unavailable e) {
      command.commandLine().getErr().println("acteon: " + e.getMessage() + "; trying again");
      command.commandLine().getErr().flush();
      return List.of();
    }
  }

  /** The newest records, the newest last. */
  private List<AuditRecord> last(AuditStore store, int limit, Optional<Instant> from) {
    Set<Filters> filters =
        outcomes.isEmpty()
            ? Set.of(Filters.NONE)
            : Set.copyOf(outcomes.stream().map(Filters::ofOutcome).toList());
    var all = new ArrayList<AuditRecord>();
    for (Filters each : filters) {
      var query =
          new AuditQuery(
              List.of(
                  new ScopePattern(Optional.ofNullable(namespace), Optional.ofNullable(tenant))),
              each,
              from,
              Optional.empty(),
              false,
              Order.NEWEST_FIRST,
              limit,
              0,
              Optional.empty());
      all.addAll(store.query(query, Deadline.in(PATIENCE, time)).records());
    }
    all.sort(Comparator.comparing(AuditRecord::dispatchedAt).thenComparing(AuditRecord::id));
    return all.subList(Math.max(0, all.size() - limit), all.size());
  }

  /** Prints what was not seen yet; answers when the newest record was dispatched. */
  private Instant print(List<AuditRecord> records, RecentIds seen, Instant before) {
    List<AuditRecord> unseen = records.stream().filter(record -> seen.add(record.id())).toList();
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      unseen.forEach(record -> out.println(JsonText.print(AuditJson.of(record))));
    } else {
      lines.of(unseen).forEach(out::println);
    }
    out.flush();
    return unseen.isEmpty() || unseen.getLast().dispatchedAt().isBefore(before)
        ? before
        : unseen.getLast().dispatchedAt();
  }
}
