package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.local.SharedSimulator;
import io.acteon.state.StateKey;
import io.acteon.state.StateStore;
import io.acteon.store.StoreCall;
import io.acteon.testkit.fault.DisturbedHttpClient;
import io.acteon.testkit.fault.FaultPlan;
import io.acteon.testkit.fault.RequestLog;
import io.acteon.testkit.history.EntryCall;
import io.acteon.testkit.history.EntryModel;
import io.acteon.testkit.history.EntryReply;
import io.acteon.testkit.history.EntryWorkload;
import io.acteon.testkit.linearizability.LinearizabilityChecker;
import io.acteon.testkit.linearizability.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Replicas with skewed clocks whose requests are lost, delayed, repeated and throttled below the
 * attempt loop: every key stays linearizable, outcomes said to be unknown left open.
 */
final class DisturbedEntriesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Test
  void everyKeyStaysLinearizableWhateverHappensToRequests() throws InterruptedException {
    long seed = DisturbedStores.seed();
    for (int round = 0; round < 5; round++) {
      run(LocalTable.createAt(SharedSimulator.stale()), seed + round);
    }
  }

  @Test
  @Tag("soak")
  void everyKeyStaysLinearizableForALongTime() throws InterruptedException {
    long seed = DisturbedStores.seed();
    LocalTable table = LocalTable.createAt(SharedSimulator.stale());
    for (int round = 0; round < 500; round++) {
      run(table, seed + round);
    }
  }

  private static void run(LocalTable table, long seed) throws InterruptedException {
    RequestLog wire = new RequestLog();
    Calls calls = new Calls();
    List<DisturbedHttpClient> clients = new ArrayList<>();
    List<StateStore> replicas = new ArrayList<>();
    for (int replica = 0; replica < 3; replica++) {
      FaultPlan plan = FaultPlan.disturbing(0.35, seed + replica);
      long lateSeed = seed * 7 + replica;
      replicas.add(
          table.open(
              new SkewedTime(Duration.ofSeconds(2L * replica - 2)),
              calls,
              http -> {
                DisturbedHttpClient disturbed = new DisturbedHttpClient(http, plan, wire, lateSeed);
                clients.add(disturbed);
                return disturbed;
              }));
    }
    try {
      var histories = new EntryWorkload(seed, 3, 6, 30, PATIENCE).run(replicas);
      clients.forEach(DisturbedHttpClient::deliverAll);
      verify(table, histories, seed);
      assertThat(wire.disturbed()).isPositive();
      assertThat(calls.all().stream().mapToInt(StoreCall::resolved).sum()).isPositive();
    } finally {
      replicas.forEach(StateStore::close);
    }
  }

  /** Looks once more, after all that was late has been delivered, and judges. */
  private static void verify(
      LocalTable table,
      Map<StateKey, List<Operation<EntryCall, EntryReply>>> histories,
      long seed) {
    try (DynamoStateStore observer = table.open(new SkewedTime(Duration.ZERO))) {
      histories.forEach((key, history) -> {
        var whole = new ArrayList<>(history);
        Optional<EntryReply.Seen> last =
            observer
                .entries()
                .get(key, LocalTable.soon())
                .map(entry -> new EntryReply.Seen(entry.value(), entry.version()));
        whole.add(
            new Operation<>(
                "observer",
                new EntryCall.Get(),
                Optional.of(new EntryReply.Saw(last)),
                Operation.NEVER - 2,
                Operation.NEVER - 1));
        assertThat(LinearizabilityChecker.smallestFailure(new EntryModel(), whole))
            .as("a history that cannot be explained; -Dacteon.seed=" + seed)
            .isEmpty();
      });
    }
  }
}
