package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditPage;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditQuery.ScopePattern;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.crypto.chain.SealedRecord;
import io.acteon.model.Scope;
import io.acteon.store.Environment;
import io.acteon.store.StoreCall;
import io.acteon.store.StoreListener;
import io.acteon.testkit.audit.AuditSamples;
import io.acteon.testkit.fault.DisturbedHttpClient;
import io.acteon.testkit.fault.FaultPlan;
import io.acteon.testkit.fault.RequestLog;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import io.acteon.time.UuidV7;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the plain trail costs: requests at the wire, and units as DynamoDB reports them. */
class PlainCostTest {
  private static final LocalTrail TABLE = new LocalTrail();
  private static final Scope SCOPE = new Scope("shop", "acme");

  private final TimeSource time = TimeSource.system();
  private final AuditSamples samples = new AuditSamples(time, new Random(1));
  private final RequestLog wire = new RequestLog();
  private final List<StoreCall> calls = new CopyOnWriteArrayList<>();
  private final AuditStore store =
      TABLE.open(
          "cost",
          AuditMode.PLAIN,
          Map.of(),
          new Environment(
              time,
              new UuidV7(time),
              new StoreListener() {
                @Override
                public void called(StoreCall call) {
                  calls.add(call);
                }
              }),
          http -> new DisturbedHttpClient(http, FaultPlan.NONE, wire, 1));

  @AfterEach
  void close() {
    store.close();
  }

  private Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20), time);
  }

  private void write(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      var _ = store.outcome(samples.record(SCOPE), Optional.empty(), soon());
    }
    assertThat(store.flush(soon())).isTrue();
  }

  @Test
  void aUsualRecordIsOneKilobyteAndItsIndexRowsAreOneUnitEach() throws InterruptedException {
    write(1);
    wire.reset();
    calls.clear();

    write(1);

    assertThat(wire.counts()).isEqualTo(Map.of("BatchWriteItem", 1L));
    assertThat(calls).extracting(StoreCall::writeUnits).containsExactly(4.0);
  }

  @Test
  void ourOwnSizeCalculatorIsNotBelowTheTruthAndCloseToIt() {
    AuditRecord record = samples.record(SCOPE);
    Pending pending = Pending.of(SealedRecord.seal(record, new Random(1)));
    int size =
        ItemSize.bytes(RecordItem.of(pending.sealed(), pending.facts(), new TrailKeys("cost")));

    assertThat(size).isBetween(900, 1024);
  }

  @Test
  void recordsThatWaitTogetherShareARequest() throws InterruptedException {
    write(1);
    wire.reset();

    write(500);

    assertThat(wire.of("BatchWriteItem")).isBetween(20L, 120L);
    assertThat(wire.total()).isEqualTo(wire.of("BatchWriteItem"));
    assertThat(calls.stream().mapToDouble(StoreCall::writeUnits).sum())
        .isGreaterThanOrEqualTo(501 * 4.0);
  }

  @Test
  void aPageCostsTheScopesTheIndexAndTheItemsAndNeverAScan() throws InterruptedException {
    write(30);
    AuditQuery query =
        AuditQuery.newest(10).in(new ScopePattern(Optional.of("shop"), Optional.of("acme")));
    var _ = store.query(query, soon());
    wire.reset();

    AuditPage first = store.query(query, soon());
    assertThat(wire.counts())
        .as("scopes, rows, and the rest of the rows for the total; directory and records")
        .isEqualTo(Map.of("Query", 3L, "BatchGetItem", 2L));
    wire.reset();

    var _ = store.query(query.after(first.next().orElseThrow()), soon());
    assertThat(wire.counts()).isEqualTo(Map.of("Query", 2L, "BatchGetItem", 2L));
  }
}
