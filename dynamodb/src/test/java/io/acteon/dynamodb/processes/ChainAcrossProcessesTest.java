package io.acteon.dynamodb.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditChain.Progress;
import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.AuditPage;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditRecord.ChainPosition;
import io.acteon.audit.VerificationReport;
import io.acteon.audit.VerificationReport.Verdict;
import io.acteon.crypto.Ed25519Private;
import io.acteon.dynamodb.audit.DisturbedTrail;
import io.acteon.simulator.Simulator;
import io.acteon.simulator.SimulatorOptions;
import io.acteon.simulator.accounting.Delay;
import io.acteon.testkit.time.Eventually;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four processes append to one chain while their commits are disturbed; one is killed at work, one
 * is paused with a commit whose answer it never saw, until DynamoDB has forgotten its token.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "pauses processes with signals")
class ChainAcrossProcessesTest {
  private static final int CHILDREN = 4;
  private static final double DISTURBED = 0.15;
  private static final int BEFORE_DEATH = 10;
  private static final int ALL_OF_ONE = ChainChild.CALLERS * ChainChild.EACH * 2;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Longer than a token is remembered, which is ten minutes. */
  private static final Duration PAUSE = Duration.ofMinutes(11);

  @TempDir private Path folder;

  /** DynamoDB's clock, which the test can move ahead of that of its clients. */
  private static final class ItsClock implements InstantSource {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return InstantSource.system().instant().plus(ahead);
    }
  }

  @Test
  void everyAcknowledgedRecordStandsOnceInOneLineAndNobodyStarves() throws Exception {
    Files.writeString(folder.resolve("key.pem"), Ed25519Private.generatePem(new SecureRandom()));
    var clock = new ItsClock();
    var children = new ArrayList<Child>();
    var options = SimulatorOptions.plain().withLatency(Delay.fixed(Duration.ofMillis(3)));
    try (Simulator simulator = Simulator.start(options, clock)) {
      Setup setup = Setup.calm("chain", simulator.endpoint());
      try (var calm = new DisturbedTrail(setup.url(), setup.table(), folder, 0, setup.seed())) {
        for (int i = 0; i < CHILDREN; i++) {
          children.add(
              Child.start(
                  ChainChild.class, setup.child(i, DISTURBED, Duration.ZERO), folder.toString()));
        }
        children.forEach(child -> child.await("ready"));
        Child victim = children.getFirst();
        Child sleeper = children.getLast();
        sleeper.tell("stall");
        children.forEach(child -> child.tell("append"));
        sleeper.await("stalled");
        sleeper.pause();
        clock.ahead = PAUSE;
        Eventually.holds(
            "the victim is at work", PATIENCE, () -> victim.all("applied").size() >= BEFORE_DEATH);
        victim.kill();
        children.subList(1, CHILDREN - 1).forEach(child -> child.await("appended"));
        sleeper.resume();
        sleeper.tell("wake");
        sleeper.await("appended");
        for (Child child : children.subList(1, CHILDREN)) {
          child.finish();
        }

        assertNobodyStarved(children.subList(1, CHILDREN), setup.seed());
        assertAcknowledgedMeansDurable(children, records(calm), setup.seed());
        assertItIsOneLine(calm, setup.seed());
      }
    } finally {
      children.forEach(Child::close);
    }
  }

  private static void assertNobodyStarved(List<Child> survivors, long seed) {
    assertThat(survivors)
        .allSatisfy(
            child -> assertThat(child.all("applied")).as("seed %d", seed).hasSize(ALL_OF_ONE))
        .allSatisfy(child -> assertThat(child.all("unapplied")).as("seed %d", seed).isEmpty())
        .allSatisfy(child ->
            assertThat(Long.parseLong(child.all("disturbed").getFirst().get(1))).isPositive());
  }

  private static void assertAcknowledgedMeansDurable(
      List<Child> children, List<AuditRecord> records, long seed) {
    Map<String, Long> stored = new HashMap<>();
    for (AuditRecord record : records) {
      long number = record.chain().map(ChainPosition::sequenceNumber).orElseThrow();
      assertThat(stored.put(record.id(), number)).as("%s, seed %d", record.id(), seed).isNull();
    }
    for (Child child : children) {
      for (List<String> words : child.all("applied")) {
        assertThat(stored)
            .as("seed %d", seed)
            .containsEntry(words.get(1), Long.valueOf(words.get(2)));
      }
    }
    assertThat(stored.values().stream().sorted().toList())
        .as("seed %d", seed)
        .isEqualTo(LongStream.range(0, stored.size()).boxed().toList());
  }

  private static void assertItIsOneLine(DisturbedTrail calm, long seed) {
    VerificationReport report =
        calm.store()
            .chain()
            .orElseThrow()
            .verify(ChainChild.SCOPE, Range.ALL, Progress.NONE, patient());
    assertThat(report.findings()).as("seed %d", seed).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.unresolvedIntents())
        .as("of the one that was killed, seed %d", seed)
        .isLessThanOrEqualTo(ChainChild.CALLERS);
  }

  private static List<AuditRecord> records(DisturbedTrail calm) {
    var records = new ArrayList<AuditRecord>();
    AuditQuery query = AuditQuery.newest(500).withIntents();
    AuditPage page = calm.store().query(query, patient());
    records.addAll(page.records());
    while (page.next().isPresent()) {
      page = calm.store().query(query.after(page.next().get()), patient());
      records.addAll(page.records());
    }
    return records;
  }

  private static Deadline patient() {
    return Deadline.in(PATIENCE, TimeSource.system());
  }
}
