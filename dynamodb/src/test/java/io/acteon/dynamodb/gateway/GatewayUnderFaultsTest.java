package io.acteon.dynamodb.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.model.Outcome;
import io.acteon.testkit.fault.FaultPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * Dispatches on two replicas while 15 % of the state table's requests are lost, late, repeated or
 * refused.
 */
class GatewayUnderFaultsTest {
  private static final double DISTURBED = 0.15;
  private static final int AT_ONCE = 32;

  private final long seed =
      Long.getLong("acteon.seed", ThreadLocalRandom.current().nextLong(1_000_000));

  @Test
  void newKeysAreAllExecutedNoneCalledADuplicateOfItself() throws Exception {
    try (var one = replica("faults-new", 1);
        var two = replica("faults-new", 2)) {
      List<Outcome> outcomes =
          all(1_500, i -> (i % 2 == 0 ? one : two).dispatch("receipt", "a-" + i, "key-" + i));

      assertThat(outcomes).hasSize(1_500).allMatch(Outcome.Executed.class::isInstance);
      assertThat(one.sentInAll() + two.sentInAll()).isEqualTo(1_500);
      assertThat(one.requests().disturbed()).as("disturbed").isGreaterThan(100);
    }
  }

  @Test
  void oneKeyIsExecutedOnceHoweverManyAskForIt() throws Exception {
    try (var one = replica("faults-one", 1);
        var two = replica("faults-one", 2)) {
      List<Outcome> outcomes =
          all(300, i -> (i % 2 == 0 ? one : two).dispatch("receipt", "b-" + i, "the-key"));

      assertThat(outcomes).filteredOn(Outcome.Executed.class::isInstance).hasSize(1);
      assertThat(outcomes).filteredOn(Outcome.Deduplicated.class::isInstance).hasSize(299);
      assertThat(one.sent("the-key") + two.sent("the-key")).isEqualTo(1);
    }
  }

  private DynamoGateway replica(String table, int number) {
    System.out.println("seed " + seed + "; replay with -Dacteon.seed=" + seed);
    FaultPlan plan = FaultPlan.disturbing(DISTURBED, seed + number).only("UpdateItem"::equals);
    return new DynamoGateway(table, plan, seed + number);
  }

  private static List<Outcome> all(int count, IntFunction<Outcome> dispatch) throws Exception {
    var width = new Semaphore(AT_ONCE);
    var calls = new ArrayList<Callable<Outcome>>();
    for (int i = 0; i < count; i++) {
      int number = i;
      calls.add(() -> {
        width.acquire();
        try {
          return dispatch.apply(number);
        } finally {
          width.release();
        }
      });
    }
    var outcomes = new ArrayList<Outcome>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Outcome> outcome : threads.invokeAll(calls)) {
        outcomes.add(outcome.get());
      }
    }
    return outcomes;
  }
}
