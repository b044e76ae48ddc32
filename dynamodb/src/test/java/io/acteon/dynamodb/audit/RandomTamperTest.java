package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.VerificationReport;
import io.acteon.audit.VerificationReport.Verdict;
import io.acteon.simulator.Simulator;
import io.acteon.simulator.SimulatorOptions;
import io.acteon.simulator.accounting.Delay;
import io.acteon.testkit.audit.AuditSamples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Chains that grow and expire, tampered with at random by somebody who can write the table and does
 * not have the key: what a model says must be found is, and nothing else.
 */
class RandomTamperTest {
  private static final int ROUNDS_PER_CHAIN = 16;

  /** Some attacks need a record of some kind. */
  private static final int TRIES = 20;

  /** While a verification or two are under way. */
  private static final int MOST_APPENDS = 4;

  private static Simulator simulator;

  @TempDir Path directory;

  private final Map<Attack, Integer> done = new EnumMap<>(Attack.class);
  private final List<Attack> toCome = new ArrayList<>();
  private int chainCount;

  /** Indexes lag, so that a listing shows less than there is. */
  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(
            SimulatorOptions.plain()
                .withIndexLag(new Delay.Fixed(Duration.ofMillis(5)))
                .withExpirySweep(Duration.ZERO));
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @Test
  void everythingThatIsDoneToAChainIsFoundAndNothingElseIs() throws Exception {
    run(ThreadLocalRandom.current().nextLong(), 5);
    assertThat(done.keySet()).as("attacks tried").containsExactlyInAnyOrder(Attack.values());
  }

  /** With some latency, so that a verification and the appends beside it mix. */
  @Test
  void appendsBesideAVerificationAreNoFinding() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    var random = new Random(seed);
    SimulatorOptions slow =
        SimulatorOptions.plain()
            .withLatency(new Delay.Normal(Duration.ofMillis(2), Duration.ofMillis(1)))
            .withIndexLag(new Delay.Fixed(Duration.ofMillis(20)));
    try (Simulator other = Simulator.start(slow);
        var chain = new TamperedChain(other.endpoint(), directory.resolve("a"), random)) {
      chain.append(10);
      var story = new Story(chain, random, "seed " + seed);
      for (int round = 0; round < 4; round++) {
        try (var _ = story.busy()) {
          Story.assertClean("seed " + seed, chain.verify());
          Story.assertClean("seed " + seed, chain.verifyAnchored());
        }
        chain.expire();
        chain.anchor();
      }
    }
  }

  @Test
  @Tag("soak")
  void everythingThatIsDoneToManyChainsIsFound() throws Exception {
    run(ThreadLocalRandom.current().nextLong(), 300);
  }

  private void run(long seed, int chains) throws Exception {
    System.out.println("RandomTamperTest seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < chains; i++) {
      Path anchors = directory.resolve("anchors-" + chainCount++);
      try (var chain = new TamperedChain(simulator.endpoint(), anchors, random)) {
        new Story(chain, random, "seed " + seed + ", chain " + i).tell();
      }
    }
  }

  /** Each in its turn, in no order. */
  private Attack nextAttack(Random random) {
    if (toCome.isEmpty()) {
      toCome.addAll(List.of(Attack.values()));
      Collections.shuffle(toCome, random);
    }
    return toCome.removeLast();
  }

  /** One chain's life. */
  private final class Story {
    private final TamperedChain chain;
    private final Random random;
    private final String where;
    private final List<Map<String, Map<String, AttributeValue>>> before = new ArrayList<>();

    Story(TamperedChain chain, Random random, String where) {
      this.chain = chain;
      this.random = random;
      this.where = where;
    }

    void tell() throws Exception {
      for (int round = 0; round < ROUNDS_PER_CHAIN; round++) {
        String at = where + ", round " + round;
        chain.append(1 + random.nextInt(3));
        chain.expire();
        if (random.nextInt(3) == 0) {
          chain.anchor();
        }
        assertClean(at + " before", chain.verifyAnchored());
        Attack attack = nextAttack(random);
        try (var busy = attack.leavesTheEnd && random.nextBoolean() ? busy() : idle()) {
          if (busy.appends()) {
            assertClean(at + " while others append", chain.verify());
          }
          tamper(attack, at + ", " + attack);
        }
        assertClean(at + " afterwards", chain.verify());
        before.add(chain.hand.all());
      }
    }

    private static void assertClean(String at, VerificationReport report) {
      assertThat(report.findings()).as(at).isEmpty();
      assertThat(report.verdict()).as(at).isEqualTo(Verdict.VERIFIED);
    }

    private void tamper(Attack attack, String at) {
      Map<String, Map<String, AttributeValue>> now = chain.hand.all();
      Optional<Attack.Done> result = Optional.empty();
      for (int i = 0; i < TRIES && result.isEmpty(); i++) {
        result = attack.on(chain, new Attack.Snapshots(now, before), random);
      }
      if (result.isEmpty()) {
        return;
      }
      done.merge(attack, 1, Integer::sum);
      Attack.Done what = result.get();
      String as = at + ": " + what.what() + " of " + chain.anchoredSize() + " anchored";
      VerificationReport anchored = chain.verifyAnchored();
      if (what.size().isEmpty()) {
        assertFound(as, chain.verify(), what);
        assertFound(as, anchored, what);
      } else {
        // Only a checkpoint outside the table knows that there was more.
        assertThat(chain.verify().findings()).as(as).isEmpty();
        if (what.size().get() < chain.anchoredSize()) {
          assertFound(as, anchored, what);
        } else {
          assertThat(anchored.findings()).as(as).isEmpty();
        }
      }
      chain.hand.restore(now, what.touched());
    }

    private void assertFound(String as, VerificationReport report, Attack.Done what) {
      assertThat(report.verdict()).as(as).isEqualTo(Verdict.TAMPERED);
      assertThat(report.findings())
          .as(as)
          .anySatisfy(finding -> {
            assertThat(finding.kind()).isIn(what.kinds());
            what.recordId().ifPresent(id -> assertThat(finding.recordId()).contains(id));
          });
    }

    private Busy idle() {
      return new Busy(Optional.empty());
    }

    private Busy busy() {
      return new Busy(Optional.of(new Random(random.nextLong())));
    }

    /** A gateway at work beside the test, until it is closed. */
    private final class Busy implements AutoCloseable {
      private final AtomicBoolean ended = new AtomicBoolean();
      private final Optional<CompletableFuture<Void>> work;

      Busy(Optional<Random> own) {
        work = own.map(generator -> CompletableFuture.runAsync(() -> append(generator)));
      }

      boolean appends() {
        return work.isPresent();
      }

      private void append(Random own) {
        var samples = new AuditSamples(chain.chains.time, own);
        for (int i = 0; i < MOST_APPENDS && !ended.get(); i++) {
          try {
            chain.append(1 + own.nextInt(2), samples, own);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
          }
        }
      }

      @Override
      public void close() {
        ended.set(true);
        work.ifPresent(CompletableFuture::join);
      }
    }
  }
}
