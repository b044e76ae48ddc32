package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.audit.VerificationReport;
import io.acteon.audit.VerificationReport.Verdict;
import io.acteon.crypto.chain.Segment;
import io.acteon.simulator.accounting.Delay;
import io.acteon.store.Answer;
import io.acteon.testkit.audit.AuditSamples;
import io.acteon.testkit.time.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One chain under the load of a busy tenant, which comes at its own rate whether the chain keeps up
 * or not: what it acknowledges stands in it, once and in line, and what waits is bounded.
 */
class ChainLoadTest {
  /** Each is an intent and an outcome: about a thousand records a second. */
  private static final int DISPATCHES_A_SECOND = 500;

  private static final int MOST_WAITING = 2_000;

  private final SimulatedChain chain = new SimulatedChain(Delay.fixed(Duration.ofMillis(4)));
  private final Wire wire = new Wire();
  private final AuditStore store =
      chain.open(Map.of("queue_records", Integer.toString(MOST_WAITING)), wire);

  /** What was acknowledged, by number. */
  private final Map<Long, String> places = new ConcurrentHashMap<>();

  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  /** Outcomes that found no room were spooled and come later. */
  private final Set<String> unknown = ConcurrentHashMap.newKeySet();

  private final AtomicInteger twice = new AtomicInteger();

  /** Sees how many commits are under way at once, and can hold them up. */
  private static final class Wire implements HookedHttpClient.Hook {
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    public void before(String operation) throws IOException {
      if (operation.equals("TransactWriteItems")) {
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
          gate.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted at the gate", e);
        }
      }
    }

    @Override
    public void after(String operation, int status) {
      if (operation.equals("TransactWriteItems")) {
        underWay.decrementAndGet();
      }
    }
  }

  @AfterEach
  void close() {
    chain.close();
  }

  @Test
  @Timeout(120)
  void aThousandRecordsASecondStandInLineOnce() {
    run(Duration.ofSeconds(3));
  }

  @Test
  @Tag("soak")
  @Timeout(600)
  void aThousandRecordsASecondStandInLineOnceForMinutes() {
    run(Duration.ofMinutes(3));
  }

  private void run(Duration time) {
    begin();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      long count = time.toSeconds() * DISPATCHES_A_SECOND;
      long started = System.nanoTime();
      for (long i = 0; i < count; i++) {
        LockSupport.parkNanos(
            started + i * 1_000_000_000L / DISPATCHES_A_SECOND - System.nanoTime());
        callers.execute(this::dispatch);
      }
    }
    System.out.printf(
        "ChainLoadTest seed %d: %,d acknowledged, %,d refused, %,d unknown, %s%n",
        chain.seed, places.size(), refused.size(), unknown.size(), chain.trail().sent().counts());

    assertThat(chain.trail().sent().counts().keySet())
        .as("nothing is read to append")
        .containsExactly("TransactWriteItems");
    assertThat(wire.mostUnderWay).as("commits at once").hasValue(1);
    assertThat(places.size()).as("acknowledged").isGreaterThan(MOST_WAITING / 2);
    assertItIsAllThere();
  }

  @Test
  @Timeout(120)
  void whileTheTableStallsABoundedNumberWaitsAndTheRestIsRefused() {
    begin();
    wire.gate = new CountDownLatch(1);
    int offered = 3 * MOST_WAITING;
    int room = MOST_WAITING - MOST_WAITING / 4; // The rest is for outcomes.
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < offered; i++) {
        callers.execute(() -> intent(AuditSamples.intentOf(chain.record())));
      }
      try {
        Eventually.holds("the rest is refused", () -> refused.size() == offered - room);
        assertThat(places).as("acknowledged so far").hasSize(1);
      } finally {
        wire.gate.countDown();
      }
    }

    assertThat(places).hasSize(1 + room);
    assertThat(refused).hasSize(offered - room);
    assertThat(unknown).isEmpty();
    assertItIsAllThere();
  }

  /** The first record, and what is read once before it. */
  private void begin() {
    acknowledged(
        Chains.applied(store.outcome(chain.decided(), Optional.empty(), SimulatedChain.patient())));
    chain.trail().sent().reset();
  }

  private void dispatch() {
    AuditRecord outcome = chain.record();
    Optional<Receipt> intent = intent(AuditSamples.intentOf(outcome));
    if (intent.isPresent()) {
      take(outcome.id(), store.outcome(outcome, intent, SimulatedChain.patient()));
    }
  }

  private Optional<Receipt> intent(AuditRecord intent) {
    return take(intent.id(), store.intent(intent, SimulatedChain.patient()));
  }

  private Optional<Receipt> take(String id, Answer<Receipt, Refusal> answer) {
    return switch (answer) {
      case Answer.Applied<Receipt, Refusal>(Receipt receipt) -> {
        acknowledged(receipt);
        yield Optional.of(receipt);
      }
      case Answer.Refused<Receipt, Refusal> _ -> {
        refused.add(id);
        yield Optional.empty();
      }
      case Answer.Unknown<Receipt, Refusal> _ -> {
        unknown.add(id);
        yield Optional.empty();
      }
    };
  }

  private void acknowledged(Receipt receipt) {
    long number = receipt.position().orElseThrow().sequenceNumber();
    if (places.put(number, receipt.recordId()) != null) {
      twice.incrementAndGet();
    }
  }

  private void assertItIsAllThere() {
    var stored = new HashMap<Long, String>();
    for (Segment segment : chain.segments()) {
      assertThat(segment.first()).as("segment %d", segment.k()).isEqualTo(stored.size());
      for (Segment.Entry entry : segment.entries()) {
        stored.put((long) stored.size(), entry.id());
      }
    }
    assertThat(twice).as("numbers given twice").hasValue(0);
    assertThat(stored).as("seed %d", chain.seed).containsAllEntriesOf(places);
    assertThat(stored.values()).doesNotHaveDuplicates().noneMatch(refused::contains);
    stored.keySet().removeAll(places.keySet());
    assertThat(unknown).as("what is there unacknowledged").containsAll(stored.values());
    VerificationReport report = chain.verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.recordsChecked())
        .isEqualTo(report.records())
        .isGreaterThanOrEqualTo(places.size());
  }
}
