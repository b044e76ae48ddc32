package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.model.Json;
import io.acteon.store.Answer;
import io.acteon.store.Environment;
import io.acteon.store.StoreListener;
import io.acteon.testkit.audit.AuditSamples;
import io.acteon.testkit.time.Eventually;
import io.acteon.time.UuidV7;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More than a chain can take, and the end of a process: nothing that was done is forgotten. */
class ChainEndTest {
  private final CareTable table = new CareTable();
  private final Gate gate = new Gate();

  /** Holds commits up until it is opened. */
  private static final class Gate implements HookedHttpClient.Hook {
    private final CountDownLatch open = new CountDownLatch(1);
    private final CountDownLatch reached = new CountDownLatch(1);

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
    gate.open.countDown();
    table.close();
  }

  private AuditStore gated(Map<String, String> more) {
    return table.openWith(AuditMode.SOC2, more, http -> new HookedHttpClient(http, gate));
  }

  private CompletableFuture<Answer<Receipt, Refusal>> appending(
      AuditStore store, AuditRecord record) {
    var answer = new CompletableFuture<Answer<Receipt, Refusal>>();
    Thread.startVirtualThread(() ->
        answer.complete(
            record.outcome().equals(AuditRecord.PENDING)
                ? store.intent(record, table.soon())
                : table.outcome(store, record)));
    return answer;
  }

  private List<String> inTheTrail(AuditStore store) {
    return store.query(AuditQuery.newest(1000), table.soon()).records().stream()
        .map(AuditRecord::id)
        .toList();
  }

  private long spoolFiles() {
    try (var files = Files.list(CareTable.TABLE.spool())) {
      return files.filter(file -> file.toString().contains("-" + table.deployment + "-")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFullQueueRefusesIntentsAndSpoolsOutcomesAtOnce() throws Exception {
    AuditStore store = gated(Map.of("queue_records", "8"));
    var waiting = new ArrayList<CompletableFuture<Answer<Receipt, Refusal>>>();
    waiting.add(appending(store, table.decided()));
    gate.reached.await();
    for (int i = 0; i < 20; i++) {
      waiting.add(appending(store, AuditSamples.intentOf(table.samples.record(table.scope))));
    }
    Eventually.holds("all but a few intents are answered", () -> done(waiting) == 20 - 5);
    assertThat(waiting.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join))
        .allSatisfy(answer -> assertThat(answer).isInstanceOf(Answer.Refused.class));
    for (int i = 0; i < 10; i++) {
      waiting.add(appending(store, table.decided()));
    }
    Eventually.holds("all but two outcomes are answered", () -> done(waiting) == 20 - 5 + 8);

    gate.open.countDown();

    assertThat(waiting.stream().map(CompletableFuture::join))
        .filteredOn(Answer.Applied.class::isInstance)
        .hasSize(1 + 5 + 2);
    assertThat(waiting.stream().map(CompletableFuture::join))
        .filteredOn(Answer.Unknown.class::isInstance)
        .hasSize(8)
        .allSatisfy(answer -> assertThat(answer.toString()).contains("spooled"));
    assertThat(spoolFiles()).isEqualTo(1);
  }

  private static long done(List<CompletableFuture<Answer<Receipt, Refusal>>> answers) {
    return answers.stream().filter(CompletableFuture::isDone).count();
  }

  @Test
  void closingSpoolsWhatTheStoreHoldsUpAndTheNextProcessAppendsIt() throws Exception {
    AuditStore store = gated(Map.of());
    List<AuditRecord> records = List.of(table.decided(), table.decided(), table.decided());
    var answers = new ArrayList<CompletableFuture<Answer<Receipt, Refusal>>>();
    answers.add(appending(store, records.get(0)));
    gate.reached.await();
    answers.add(appending(store, records.get(1)));
    answers.add(appending(store, records.get(2)));
    Thread closing = Thread.startVirtualThread(() -> table.close(store));

    table.time.advanceUntil(Duration.ofSeconds(1), "the spool", () -> spoolFiles() > 0);
    answers.forEach(answer -> assertThat(answer.join()).isInstanceOf(Answer.Unknown.class));
    gate.open.countDown();
    closing.join();

    AuditStore next = table.open();
    Eventually.holds("all are in the trail", () -> inTheTrail(next).size() == records.size());
    Eventually.holds("the spool is empty", () -> spoolFiles() == 0);
    assertThat(inTheTrail(next))
        .containsExactlyInAnyOrderElementsOf(records.stream().map(AuditRecord::id).toList());
    assertThat(table.verify(next).findings()).isEmpty();
  }

  @Test
  void whoComesAfterTheEndIsRefusedOrSpooled() {
    AuditStore store = table.open();
    assertThat(table.outcome(store, table.decided())).isInstanceOf(Answer.Applied.class);
    table.close(store);
    AuditRecord late = table.samples.record(table.scope);

    assertThat(store.intent(AuditSamples.intentOf(late), table.soon()))
        .isInstanceOf(Answer.Refused.class);
    assertThat(table.outcome(store, late)).isInstanceOf(Answer.Unknown.class);

    AuditStore next = table.open();
    assertThat(spoolFiles()).as("locked while that process lives").isEqualTo(1);
    assertThat(inTheTrail(next)).hasSize(1);
  }

  @Test
  void detailsThatAreTooLargeAreADigestAndNoRefusal() {
    AuditStore store = table.open();
    AuditRecord record =
        table.decided().toBuilder()
            .outcomeDetails(Json.object(Json.field("body", "x".repeat(300_000))))
            .build();

    assertThat(table.outcome(store, record)).isInstanceOf(Answer.Applied.class);

    Optional<AuditRecord> read = store.latest(record.actionId(), _ -> true, table.soon());
    assertThat(read.orElseThrow().outcomeDetails())
        .isInstanceOfSatisfying(
            Json.Obj.class,
            details ->
                assertThat(details.fields().keySet()).containsOnly("truncated", "size", "sha256"));
  }

  /** A process whose memory is short just when it says that records were spooled, once. */
  private AuditStore shortOfMemory(AtomicBoolean cut, AtomicBoolean isShort) {
    var listener =
        new StoreListener() {
          @Override
          public void spooled(String table, int records) {
            if (isShort.getAndSet(false)) {
              throw new OutOfMemoryError("of the test");
            }
          }
        };
    return CareTable.TABLE.open(
        table.deployment,
        AuditMode.SOC2,
        table.settings(Map.of("checkpoint_interval_seconds", "1000000")),
        new Environment(table.time, new UuidV7(table.time), listener),
        http ->
            new HookedHttpClient(
                http,
                operation -> {
                  if (cut.get() && operation.equals("TransactWriteItems")) {
                    throw new IOException("an outage");
                  }
                }));
  }

  @Test
  void aThreadThatDiesWhileItSpoolsLeavesTheChainToAnother() {
    var cut = new AtomicBoolean(true);
    var isShort = new AtomicBoolean(true);
    try (AuditStore store = shortOfMemory(cut, isShort)) {
      CompletableFuture<Answer<Receipt, Refusal>> lost = appending(store, table.decided());
      table.time.advanceUntil(Duration.ofSeconds(1), "it is spooled", () -> !isShort.get());
      Eventually.holds("it is answered all the same", lost::isDone);
      cut.set(false);

      CompletableFuture<Answer<Receipt, Refusal>> next = appending(store, table.decided());

      Eventually.holds("the next is answered", next::isDone);
      assertThat(next.join()).isInstanceOf(Answer.Applied.class);
    }
  }
}
