package io.acteon.dynamodb.state;

import io.acteon.testkit.fault.DisturbedHttpClient;
import io.acteon.testkit.fault.FaultPlan;
import io.acteon.testkit.fault.RequestLog;
import io.acteon.time.TimeSource;
import java.util.ArrayList;
import java.util.List;

/** Stores whose requests are lost, delayed, repeated and throttled below the attempt loop. */
final class DisturbedStores implements AutoCloseable {
  /** Share of the requests to which something happens. */
  private static final double DISTURBED = 0.3;

  final RequestLog wire = new RequestLog();
  final Calls calls = new Calls();
  private final LocalTable table;
  private final long seed;
  private final List<DisturbedHttpClient> clients = new ArrayList<>();
  private final List<DynamoStateStore> stores = new ArrayList<>();

  DisturbedStores(LocalTable table, long seed) {
    this.table = table;
    this.seed = seed;
  }

  /** The seed of this run, which it tells; {@code -Dacteon.seed} gives one to repeat. */
  static long seed() {
    long seed = Long.getLong("acteon.seed", System.nanoTime());
    System.out.println("seed " + seed + "; replay with -Dacteon.seed=" + seed);
    return seed;
  }

  DynamoStateStore open(TimeSource time) {
    long own = seed * 31 + stores.size();
    FaultPlan plan = FaultPlan.disturbing(DISTURBED, own);
    DynamoStateStore store =
        table.open(
            time,
            calls,
            http -> {
              DisturbedHttpClient client = new DisturbedHttpClient(http, plan, wire, own);
              clients.add(client);
              return client;
            });
    stores.add(store);
    return store;
  }

  /** Delivers what is still on its way. */
  void deliverAll() {
    clients.forEach(DisturbedHttpClient::deliverAll);
  }

  @Override
  public void close() {
    stores.forEach(DynamoStateStore::close);
  }
}
