package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.crypto.chain.SealedRecord;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import io.acteon.simulator.Simulator;
import io.acteon.simulator.SimulatorOptions;
import io.acteon.simulator.accounting.Report;
import io.acteon.store.Answer;
import io.acteon.store.Environment;
import io.acteon.store.StoreListener;
import io.acteon.testkit.audit.AuditSamples;
import io.acteon.testkit.time.Eventually;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import io.acteon.time.UuidV7;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a chained trail costs: requests at the wire, and units as the simulator charges them by
 * AWS's rules (DynamoDB Local's are wrong for transactions), against our own calculator.
 */
class ChainCostTest {
  private static final LocalTrail TABLE = new LocalTrail();
  private static final Scope SCOPE = new Scope("shop", "acme");
  private static final String CALLER = "caller";

  /** What the chain adds to an item: number, epoch, and two hashes, each with its name. */
  private static final int CHAIN_BYTES = (3 + 2) + (5 + 2) + (4 + 32) + (4 + 32);

  private static final int INDEXES = 3;
  private static final int FULL = ChainCommit.MAX_RECORDS;

  private final CountedWaits time = new CountedWaits();
  private final AuditSamples samples = new AuditSamples(time, new Random(1));
  private final Simulator simulator = Simulator.start(SimulatorOptions.plain());
  private final Gate gate = new Gate();
  private final AuditStore store =
      TABLE.open(
          "cost",
          AuditMode.SOC2,
          Map.of(
              "url", simulator.endpoint().toString(),
              "signing_key_file", Chains.keyFile().toString()),
          new Environment(time, new UuidV7(time), StoreListener.NONE),
          http -> new HookedHttpClient(http, gate));

  /** The machine's clocks, and how many callers have begun to wait for their records. */
  private static final class CountedWaits implements TimeSource {
    private final AtomicInteger waited = new AtomicInteger();

    @Override
    public Instant now() {
      return TimeSource.system().now();
    }

    @Override
    public long nanos() {
      return TimeSource.system().nanos();
    }

    @Override
    public void sleep(Duration sleeping) throws InterruptedException {
      TimeSource.system().sleep(sleeping);
    }

    @Override
    public boolean await(CompletableFuture<?> signal, Duration atMost) throws InterruptedException {
      if (Thread.currentThread().getName().equals(CALLER)) {
        waited.incrementAndGet();
      }
      return TimeSource.system().await(signal, atMost);
    }
  }

  /** Holds one commit up, so that others gather behind it. */
  private static final class Gate implements HookedHttpClient.Hook {
    private volatile CountDownLatch reached = new CountDownLatch(0);
    private volatile CountDownLatch open = new CountDownLatch(0);

    void shut() {
      reached = new CountDownLatch(1);
      open = new CountDownLatch(1);
    }

    @Override
    public void before(String operation) throws IOException {
      if (operation.equals("TransactWriteItems")) {
        reached.countDown();
        try {
          open.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted at the gate", e);
        }
      }
    }
  }

  @AfterEach
  void close() {
    store.close();
    simulator.close();
  }

  /** Of about 900 bytes when it is chained. */
  private AuditRecord record() {
    return samples.record(SCOPE).toBuilder().payload(Optional.empty()).build();
  }

  private CompletableFuture<Answer<Receipt, Refusal>> append() {
    return append(record());
  }

  private CompletableFuture<Answer<Receipt, Refusal>> append(AuditRecord record) {
    var answer = new CompletableFuture<Answer<Receipt, Refusal>>();
    Thread.ofVirtual()
        .name(CALLER)
        .start(() ->
            answer.complete(
                store.outcome(
                    record, Optional.empty(), Deadline.in(Duration.ofSeconds(30), time))));
    return answer;
  }

  private void appendOne() {
    assertThat(append().join()).isInstanceOf(Answer.Applied.class);
  }

  private double tableUnits() {
    Report.Usage usage = simulator.report().table(TABLE.table());
    return usage == null ? 0 : usage.writeUnits();
  }

  private List<Double> indexUnits() {
    return simulator.report().tables().stream()
        .filter(usage -> usage.index() != null)
        .map(Report.Usage::writeUnits)
        .toList();
  }

  @Test
  void aRecordByItselfIsOneRequestWithoutARead() {
    appendOne();
    simulator.reset();

    appendOne();

    assertThat(simulator.report().operations().keySet()).containsExactly("TransactWriteItems");
    assertThat(simulator.report().requests()).isEqualTo(1);
    // In a transaction each item is charged twice: the record, its segment, the head.
    assertThat(tableUnits()).isEqualTo(2 + 2 + 2);
    assertThat(indexUnits()).hasSize(INDEXES).allMatch(units -> units == 1.0);
  }

  @Test
  void ourCalculatorFindsTheUnitsThatAreCharged() {
    appendOne();
    for (int kilobytes : new int[] {0, 1, 3, 20}) {
      simulator.reset();
      AuditRecord record =
          record().toBuilder().payload(Optional.of(Json.of("x".repeat(kilobytes * 1_024)))).build();
      Pending pending = Pending.of(SealedRecord.seal(record, new Random(1)));
      int size =
          ItemSize.bytes(RecordItem.of(pending.sealed(), pending.facts(), new TrailKeys("cost")));
      int chained = size + CHAIN_BYTES;

      append(record).join();

      assertThat(tableUnits())
          .as("%d bytes", chained)
          .isEqualTo(2.0 * Math.ceilDiv(chained, 1_024) + 2 + 2);
      assertThat(indexUnits()).hasSize(INDEXES).allMatch(units -> units == 1.0);
    }
  }

  @Test
  void aBusyChainSharesARequestASegmentAndAHeadBetweenNinetySevenRecords() throws Exception {
    appendOne();
    int batches = 5;
    gate.shut();
    int before = time.waited.get();
    var answers = new ArrayList<CompletableFuture<Answer<Receipt, Refusal>>>();
    answers.add(append());
    gate.reached.await();
    for (int i = 0; i < batches * FULL; i++) {
      answers.add(append());
    }
    Eventually.holds("all wait", () -> time.waited.get() == before + answers.size());
    simulator.reset();
    gate.open.countDown();
    answers.forEach(answer -> assertThat(answer.join()).isInstanceOf(Answer.Applied.class));

    int records = 1 + batches * FULL;
    assertThat(simulator.report().operations().keySet())
        .as("no read")
        .containsExactly("TransactWriteItems");
    assertThat(simulator.report().requests()).as("a request for 97").isEqualTo(1 + batches);
    assertThat(indexUnits()).hasSize(INDEXES).allMatch(units -> units == records);
    double first = 2 + 2 + 2;
    double share = (tableUnits() - first) / (batches * FULL) - 2;
    assertThat(share).as("of segment and head, in a record's units").isBetween(0.2, 0.3);
  }
}
