package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.VerificationReport.Verdict;
import io.acteon.crypto.chain.Segment;
import io.acteon.simulator.accounting.Delay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How replicas with unequal loads share one chain, counted in commits as they lie in the table, so
 * that no clock decides. Each replica always has something to append, so that the commits of others
 * between two of its own are what it waited for.
 */
class ChainFairnessTest {
  /** How many callers append at once at each replica, one record after the other. */
  private static final int[] CALLERS = {48, 12, 3, 1};

  private static final int RIVALS = CALLERS.length - 1;
  private static final int COMMITS = 250;

  /**
   * What one rival may land while a replica makes one round trip, standing back included: latencies
   * differ by a factor of three, hardly ever by more.
   */
  private static final int COMMITS_OF_A_RIVAL_IN_A_ROUND = 3;

  /** It loses so many races, enters the queue, and once it is first it needs a round itself. */
  private static final int ROUNDS = Turns.MOST_LOSSES + 2;

  /** Those before it in the queue have a turn each. */
  private static final int MOST_OTHERS = ROUNDS * RIVALS * COMMITS_OF_A_RIVAL_IN_A_ROUND + RIVALS;

  @Test
  @Timeout(120)
  void nobodyWaitsForLongAndEachHasItsShareWhateverItsLoad() throws Exception {
    var latency =
        new Delay.Exponential(Duration.ofMillis(2), Duration.ofMillis(4), Duration.ofMillis(12));
    try (var chain = new SimulatedChain(latency)) {
      Map<String, Integer> owners = load(chain);
      List<Integer> turns =
          chain.segments().stream()
              .map(segment -> owner(segment, owners))
              .skip(CALLERS.length) // Of the start, which is in order.
              .limit(COMMITS)
              .toList();
      String what = "seed %d, turns %s".formatted(chain.seed, turns);
      System.out.printf(
          "ChainFairnessTest seed %d: shares %s, worst waits %s of %d commits%n",
          chain.seed, shares(turns), worstWaits(turns), turns.size());

      assertThat(turns).hasSize(COMMITS);
      assertThat(worstWaits(turns)).as(what).allMatch(wait -> wait <= MOST_OTHERS);
      assertThat(shares(turns)).as(what).allMatch(share -> share >= leastShare());
      assertThat(chain.verify().verdict()).isEqualTo(Verdict.VERIFIED);
    }
  }

  /**
   * Half of an equal share, less three standard deviations of as many draws: a replica with large
   * commits, which take longer, has somewhat less than others.
   */
  private static double leastShare() {
    double half = 0.5 / CALLERS.length;
    return COMMITS * half - 3 * Math.sqrt(COMMITS * half * (1 - half));
  }

  private static List<Integer> shares(List<Integer> turns) {
    int[] shares = new int[CALLERS.length];
    turns.forEach(who -> shares[who]++);
    return Arrays.stream(shares).boxed().toList();
  }

  /** Others' commits in a row, at most, for each replica. */
  private static List<Integer> worstWaits(List<Integer> turns) {
    int[] worst = new int[CALLERS.length];
    int[] waits = new int[CALLERS.length];
    for (int who : turns) {
      waits[who] = 0;
      for (int other = 0; other < waits.length; other++) {
        if (other != who) {
          worst[other] = Math.max(worst[other], ++waits[other]);
        }
      }
    }
    return Arrays.stream(worst).boxed().toList();
  }

  private static int owner(Segment segment, Map<String, Integer> owners) {
    return Objects.requireNonNull(owners.get(segment.entries().getFirst().id()));
  }

  private Map<String, Integer> load(SimulatedChain chain)
      throws InterruptedException, ExecutionException {
    Map<String, Integer> owners = new ConcurrentHashMap<>();
    var commits = new AtomicInteger();
    var stores = new ArrayList<AuditStore>();
    for (int i = 0; i < CALLERS.length; i++) {
      stores.add(
          chain.open(
              Map.of(),
              new HookedHttpClient.Hook() {
                @Override
                public void before(String operation) {}

                @Override
                public void after(String operation, int status) {
                  if (operation.equals("TransactWriteItems") && status == 200) {
                    commits.incrementAndGet();
                  }
                }
              }));
      append(chain, stores.get(i), i, owners);
    }
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Future<?>>();
      for (int i = 0; i < CALLERS.length; i++) {
        int replica = i;
        for (int j = 0; j < CALLERS[i]; j++) {
          calls.add(
              callers.submit(() -> {
                while (commits.get() < CALLERS.length + COMMITS) {
                  append(chain, stores.get(replica), replica, owners);
                }
              }));
        }
      }
      for (Future<?> call : calls) {
        var _ = call.get();
      }
    }
    return owners;
  }

  private static void append(
      SimulatedChain chain, AuditStore store, int replica, Map<String, Integer> owners) {
    AuditRecord record = chain.decided();
    owners.put(record.id(), replica);
    Receipt _ = Chains.applied(store.outcome(record, Optional.empty(), SimulatedChain.patient()));
  }
}
