package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.audit.Finding.Kind;
import io.acteon.audit.VerificationReport;
import io.acteon.store.Answer;
import io.acteon.store.Environment;
import io.acteon.store.StoreListener;
import io.acteon.testkit.fault.FaultPlan;
import io.acteon.time.UuidV7;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What honestly happens to a chain while it is verified, or before, is no finding. */
class VerifyMeanwhileTest {
  private static final String TABLE = CareTable.TABLE.table();
  private static final AuditMode PLAIN = new AuditMode(true, false, false);

  private final CareTable table = new CareTable();

  @AfterEach
  void close() {
    table.close();
  }

  private void append(AuditStore store, AuditRecord record) {
    assertThat(table.outcome(store, record)).isInstanceOf(Answer.Applied.class);
  }

  /** Replayed when the chain begins, they are its first records. */
  @Test
  void recordsThatWaitedInASpoolBeginTheChain() {
    AuditRecord spooled = table.decided();
    table.time.advance(Duration.ofSeconds(1));
    AuditStore plain = table.open(PLAIN, Map.of(), FaultPlan.NONE);
    append(plain, table.decided());
    append(plain, table.decided());
    table.close(plain);
    table.time.advance(Duration.ofSeconds(1));

    AuditStore chained = table.open();
    append(chained, spooled);
    append(chained, table.decided());

    assertThat(table.verify(chained).findings()).isEmpty();
    assertThat(table.verify(chained).unchained()).isEqualTo(2);
  }

  /**
   * A gateway that goes on without a chain writes beside it, and nobody can tell that from fraud.
   */
  @Test
  void recordsOfAGatewayThatGoesOnWithoutTheChainAreFound() {
    AuditStore plain = table.open(PLAIN, Map.of(), FaultPlan.NONE);
    append(plain, table.decided());
    table.time.advance(Duration.ofSeconds(1));
    AuditStore chained = table.open();
    append(chained, table.decided());
    table.time.advance(Duration.ofSeconds(1));
    append(plain, table.decided());

    assertThat(table.verify(chained).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Kind.INSERTED));
    assertThat(table.verify(chained).unchained()).isOne();
  }

  @Test
  void whatIsAppendedMeanwhileIsReadOnce() {
    int meanwhile = 200;
    AuditStore store = table.open();
    append(store, table.decided());
    var reads = new AtomicInteger();
    var queries = new AtomicInteger();
    AuditStore auditor =
        table.openWith(
            AuditMode.SOC2,
            Map.of(),
            http ->
                new HookedHttpClient(
                    http,
                    operation -> {
                      if (operation.equals("BatchGetItem")) {
                        reads.incrementAndGet();
                      } else if (operation.equals("Query") && queries.getAndIncrement() == 0) {
                        for (int i = 0; i < meanwhile; i++) {
                          append(store, table.decided());
                        }
                      }
                    }));

    assertThat(table.verify(auditor).findings()).isEmpty();

    assertThat(reads.get()).as("reads of segments and records").isLessThan(meanwhile / 10);
  }

  /** Reads are of one item each: of a transaction that is being applied, some lie before it. */
  @Test
  void aTransactionThatIsSeenHalf() throws InterruptedException {
    AuditStore store = table.open();
    AuditRecord last = table.decided();
    append(store, table.decided());
    append(store, last);
    String chain = table.keys.chain(table.scope);
    String segment = table.keys.segmentId(chain, 0, 1);
    Map<String, AttributeValue> headAfter = Tamper.get(TABLE, table.keys.headId(chain));
    AuditStore auditor =
        CareTable.TABLE.open(
            table.deployment,
            AuditMode.SOC2,
            table.settings(Map.of()),
            new Environment(table.time, new UuidV7(table.time), StoreListener.NONE));
    try (auditor) {
      for (String id : List.of(segment, last.id(), table.keys.directoryId(table.scope))) {
        Map<String, AttributeValue> item = Tamper.get(TABLE, id);
        Tamper.delete(TABLE, id);
        assertPausesAndVerifies(auditor, id, () -> Tamper.put(TABLE, item));
      }
      append(store, table.decided());
      Map<String, AttributeValue> head = Tamper.get(TABLE, table.keys.headId(chain));
      Tamper.put(TABLE, headAfter);
      assertPausesAndVerifies(auditor, "head", () -> Tamper.put(TABLE, head));
    }
  }

  private void assertPausesAndVerifies(AuditStore auditor, String what, Runnable whole)
      throws InterruptedException {
    var report = new AtomicReference<Optional<VerificationReport>>(Optional.empty());
    Thread thread = Thread.ofVirtual().start(() -> report.set(Optional.of(table.verify(auditor))));
    table.time.awaitSleeping(thread);
    whole.run();
    table.time.advance(TableEvidence.PAUSE);
    thread.join();
    assertThat(report.get()).as(what).isPresent();
    assertThat(report.get().orElseThrow().findings()).as(what).isEmpty();
  }
}
