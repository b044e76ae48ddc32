package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditChain.Progress;
import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditStore;
import io.acteon.audit.VerificationReport;
import io.acteon.audit.VerificationReport.Verdict;
import io.acteon.crypto.Ed25519Private;
import io.acteon.model.Outcome;
import io.acteon.model.Scope;
import io.acteon.store.Environment;
import io.acteon.testkit.fault.FaultPlan;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas in mode soc2, 64 clients on one tenant, 3 % of the requests to both tables lost,
 * late, repeated or refused.
 */
final class Soc2UnderFaultsTest {
  private static final double DISTURBED = 0.03;
  private static final int CLIENTS = 64;
  private static final int DISPATCHES = 1_600;
  private static final Scope SCOPE = new Scope("shop", "acme");

  private final long seed =
      Long.getLong("acteon.seed", ThreadLocalRandom.current().nextLong(1_000_000));

  @TempDir Path folder;

  @Test
  void everyDispatchIsExecutedAndTheChainIsValid() throws Exception {
    System.out.println("seed " + seed + "; replay with -Dacteon.seed=" + seed);
    var table = new LocalTrail();
    Path key = folder.resolve("key.pem");
    Files.writeString(key, Ed25519Private.generatePem(new SecureRandom()));
    Map<String, String> settings =
        Map.of(
            "signing_key_file", key.toString(),
            "anchor_file", folder.resolve("anchor.jsonl").toString(),
            "checkpoint_interval_seconds", "1");
    try (var one = new ChainedReplica(table, settings, plan(1), seed + 1);
        var two = new ChainedReplica(table, settings, plan(2), seed + 2)) {
      List<Outcome> outcomes = dispatchAll(List.of(one, two));

      assertThat(outcomes).hasSize(DISPATCHES).allMatch(Outcome.Executed.class::isInstance);
      assertThat(one.sent.get() + two.sent.get()).isEqualTo(DISPATCHES);
      assertThat(one.lost() + two.lost()).as("outcomes that were not durable in time").isZero();
      assertThat(one.requests.disturbed() + two.requests.disturbed())
          .as("disturbed requests")
          .isGreaterThan(20);
    }
    VerificationReport report = verify(table, settings);
    assertThat(report.findings()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.records()).as("an intent and an outcome each").isEqualTo(2L * DISPATCHES);
    assertThat(report.recordsChecked()).isEqualTo(2L * DISPATCHES);
    assertThat(report.unresolvedIntents()).isZero();
    assertThat(report.signedThrough()).hasValue(2L * DISPATCHES - 1);
  }

  private FaultPlan plan(int number) {
    return FaultPlan.disturbing(DISTURBED, seed + number);
  }

  /** Half of them with a claim on their dedup key, half without any rule. */
  private static List<Outcome> dispatchAll(List<ChainedReplica> replicas) throws Exception {
    var width = new Semaphore(CLIENTS);
    var calls = new ArrayList<Callable<Outcome>>();
    for (int i = 0; i < DISPATCHES; i++) {
      String id = "a-" + i;
      ChainedReplica replica = replicas.get(i % replicas.size());
      String type = i / 2 % 2 == 0 ? "receipt" : "page";
      calls.add(() -> {
        width.acquire();
        try {
          return replica.dispatch(SCOPE, type, id);
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

  private static VerificationReport verify(LocalTrail table, Map<String, String> settings) {
    try (AuditStore undisturbed =
        table.open("soc2", AuditMode.SOC2, settings, Environment.system())) {
      return undisturbed
          .chain()
          .orElseThrow()
          .verify(
              SCOPE,
              Range.ALL,
              Progress.NONE,
              Deadline.in(Duration.ofMinutes(1), TimeSource.system()));
    }
  }
}
