package io.acteon.dynamodb.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.DynamoDbState;
import io.acteon.dynamodb.local.SharedDynamoDbLocal;
import io.acteon.state.StateKey;
import io.acteon.state.StateStore;
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
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Linearizability of every key while a quarter of the requests are disturbed. Replay a failure with
 * {@code -Dacteon.seed=N}: the calls and the faults are the same, the interleaving may differ.
 */
class EntriesUnderFaultsTest {
  private static final double DISTURBED = 0.25;

  @Test
  void everyKeyStaysLinearizableWhileRequestsAreLostLateAndRepeated() throws Exception {
    check(new EntryWorkload(seed(), 24, 8, 400, Duration.ofSeconds(2)));
  }

  @Test
  void everyKeyStaysLinearizableWhenDeadlinesAreTooShortToLearnTheFate() throws Exception {
    check(new EntryWorkload(seed(), 24, 8, 200, Duration.ofMillis(30)));
  }

  @Test
  @Tag("soak")
  void everyKeyStaysLinearizableForLong() throws Exception {
    for (int round = 0; round < 20; round++) {
      check(new EntryWorkload(seed() + round, 40, 16, 1000, Duration.ofSeconds(2)));
    }
  }

  private static void check(EntryWorkload work) throws InterruptedException {
    System.out.println("seed " + work.seed() + "; replay with -Dacteon.seed=" + work.seed());
    var log = new RequestLog();
    var wires = new ArrayList<DisturbedHttpClient>();
    String table = "faults-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
    try (StateStore one = replica(table, work.seed(), log, wires);
        StateStore two = replica(table, work.seed() + 1, log, wires)) {
      var histories = work.run(List.of(one, two));
      assertThat(log.disturbed()).as("disturbed requests").isGreaterThan(log.total() / 10);
      assertLinearizable(histories, work.seed());
      wires.forEach(DisturbedHttpClient::deliverAll);
    }
  }

  private static StateStore replica(
      String table, long seed, RequestLog log, List<DisturbedHttpClient> wires) {
    return DynamoDbState.at(SharedDynamoDbLocal.url())
        .table(table)
        .attemptTimeout(Duration.ofSeconds(1))
        .wire(client -> {
          FaultPlan plan = FaultPlan.disturbing(DISTURBED, seed).only("UpdateItem"::equals);
          var wire = new DisturbedHttpClient(client, plan, log, seed);
          wires.add(wire);
          return wire;
        })
        .open();
  }

  private static void assertLinearizable(
      Map<StateKey, List<Operation<EntryCall, EntryReply>>> histories, long seed) {
    histories.forEach((key, history) ->
        LinearizabilityChecker.smallestFailure(new EntryModel(), history)
            .ifPresent(failure -> {
              throw new AssertionError(
                  failure.stream()
                      .map(Operation::toString)
                      .collect(
                          Collectors.joining(
                              "\n  ", key + ", seed " + seed + ", contradiction:\n  ", "")));
            }));
  }

  private static long seed() {
    return Long.getLong("acteon.seed", ThreadLocalRandom.current().nextLong(1_000_000));
  }
}
