package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditRecord.ChainPosition;
import io.acteon.audit.AuditStore;
import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.model.Scope;
import io.acteon.store.Answer;
import io.acteon.store.Environment;
import io.acteon.store.StoreListener;
import io.acteon.testkit.audit.AuditSamples;
import io.acteon.testkit.time.Eventually;
import io.acteon.testkit.time.FakeTime;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import io.acteon.time.UuidV7;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** No replica waits for ever for its turn on a chain, however slow it is. */
class ChainTurnsTest {
  private static final LocalTrail TABLE = new LocalTrail();
  private static final int RIVALS = 3;

  private final TimeSource time = TimeSource.system();
  private final long seed = ThreadLocalRandom.current().nextLong();
  private final AuditSamples samples = new AuditSamples(time, new Random(seed));
  private final String deployment = "t" + Long.toUnsignedString(seed, 36);
  private final Scope scope = new Scope("shop", "acme");
  private final TrailKeys keys = new TrailKeys(deployment);
  private final List<AuditStore> opened = new ArrayList<>();

  /** A replica whose looks at the head are counted. */
  private static final class Rival {
    final AtomicInteger looks = new AtomicInteger();
  }

  @AfterEach
  void close() {
    opened.reversed().forEach(AuditStore::close);
  }

  private AuditStore open(HookedHttpClient.Hook hook) {
    return open(Map.of(), hook);
  }

  private AuditStore open(Map<String, String> more, HookedHttpClient.Hook hook) {
    AuditStore store =
        TABLE.open(
            deployment,
            AuditMode.SOC2,
            more,
            Environment.system(),
            http -> new HookedHttpClient(http, hook));
    opened.add(store);
    return store;
  }

  private CompletableFuture<ChainPosition> append(AuditStore store) {
    AuditRecord record;
    synchronized (samples) {
      record = samples.record(scope);
    }
    var position = new CompletableFuture<ChainPosition>();
    Thread.startVirtualThread(() -> {
      Deadline deadline = Deadline.in(Duration.ofSeconds(30), time);
      Answer<Receipt, Refusal> answer = store.outcome(record, Optional.empty(), deadline);
      if (answer instanceof Answer.Applied<Receipt, Refusal>(Receipt receipt)) {
        position.complete(receipt.position().orElseThrow());
      } else {
        position.completeExceptionally(new AssertionError("not applied: " + answer));
      }
    });
    return position;
  }

  @Test
  void whoLosesEveryRaceIsOvertakenTwiceByEachOtherAndThenHasItsTurn() {
    var rivals = new ArrayList<AuditStore>();
    var counts = new ArrayList<Rival>();
    var pending = new ArrayList<CompletableFuture<ChainPosition>>();
    for (int i = 0; i < RIVALS; i++) {
      var rival = new Rival();
      counts.add(rival);
      rivals.add(
          open(operation -> {
            if (operation.equals("GetItem")) {
              rival.looks.incrementAndGet();
            }
          }));
      append(rivals.get(i)).join();
    }
    var racing = new AtomicInteger();
    AuditStore slow =
        open(operation -> {
          if (operation.equals("TransactWriteItems") && racing.get() > 0) {
            racing.incrementAndGet();
            for (int i = 0; i < RIVALS; i++) {
              pending.add(overtake(rivals.get(i), counts.get(i)));
            }
          }
        });
    long before = append(slow).join().sequenceNumber();
    racing.set(1);

    long after = append(slow).join().sequenceNumber();

    assertThat(after - before - 1)
        .as("records of others while one waited")
        .isEqualTo((long) RIVALS * Turns.MOST_LOSSES);
    assertThat(racing).as("races, the last one won").hasValue(1 + Turns.MOST_LOSSES + 1);
    racing.set(0);
    assertThat(pending.stream().map(CompletableFuture::join).distinct())
        .as("whoever was kept waiting meanwhile appends afterwards")
        .hasSize(RIVALS * (Turns.MOST_LOSSES + 1));
  }

  /** Appends before the slow one does, or finds that it is not its turn. */
  private CompletableFuture<ChainPosition> overtake(AuditStore rival, Rival counts) {
    int looks = counts.looks.get();
    CompletableFuture<ChainPosition> position = append(rival);
    Eventually.holds(
        "the rival has appended or waits", () -> position.isDone() || counts.looks.get() > looks);
    return position;
  }

  @Test
  void whoDoesNotComeWhenItIsItsTurnIsPassedOver() {
    FakeTime fake = FakeTime.startingNow();
    AuditStore store =
        TABLE.open(
            deployment,
            AuditMode.SOC2,
            Map.of(),
            new Environment(fake, new UuidV7(fake), StoreListener.NONE));
    opened.add(store);
    Deadline deadline = Deadline.in(Duration.ofMinutes(1), fake);
    assertThat(store.outcome(samples.record(scope), Optional.empty(), deadline))
        .isInstanceOf(Answer.Applied.class);
    String head = keys.headId(keys.chain(scope));
    Tamper.set(
        TABLE.table(),
        head,
        Attribute.TURNS,
        AttributeValue.fromL(List.of(AttributeValue.fromS("dead"), AttributeValue.fromS("gone"))));
    var answer = new CompletableFuture<Answer<Receipt, Refusal>>();
    long started = fake.nanos();

    Thread.startVirtualThread(
        () -> answer.complete(store.outcome(samples.record(scope), Optional.empty(), deadline)));
    fake.advanceUntil(Duration.ofMillis(20), "the record is appended", answer::isDone);

    assertThat(answer.join()).isInstanceOf(Answer.Applied.class);
    assertThat(Duration.ofNanos(fake.nanos() - started))
        .as("each has its time")
        .isGreaterThanOrEqualTo(Turns.ABSENCE.multipliedBy(2));
    assertThat(Tamper.get(TABLE.table(), head))
        .containsEntry(Attribute.TURNS, AttributeValue.fromL(List.of()));
  }

  @Test
  void aNameThatWasEnteredUnheardLeavesTheQueueWithTheNextCommit() {
    var racing = new AtomicInteger();
    var down = new AtomicBoolean();
    AuditStore rival = open(_ -> {});
    AuditStore store =
        open(
            Map.of("write_persistence_ms", "2000", "attempt_timeout_ms", "500"),
            new HookedHttpClient.Hook() {
              @Override
              public void before(String operation) throws IOException {
                if (down.get()) {
                  throw new IOException("an outage");
                }
                if (operation.equals("TransactWriteItems") && racing.getAndDecrement() > 0) {
                  append(rival).join();
                }
              }

              @Override
              public void after(String operation, int status) throws IOException {
                if (operation.equals("UpdateItem")) {
                  down.set(true);
                  throw new IOException("an outage");
                }
              }
            });
    append(rival).join();
    append(store).join();
    racing.set(Turns.MOST_LOSSES);
    assertThat(append(store).handle((_, lost) -> lost != null).join()).isTrue();
    assertThat(waiting()).as("it entered").hasSize(1);

    down.set(false);
    append(store).join();

    assertThat(waiting()).isEmpty();
    append(rival).join();
  }

  private List<AttributeValue> waiting() {
    return Tamper.get(TABLE.table(), keys.headId(keys.chain(scope)))
        .getOrDefault(Attribute.TURNS, AttributeValue.fromL(List.of()))
        .l();
  }
}
