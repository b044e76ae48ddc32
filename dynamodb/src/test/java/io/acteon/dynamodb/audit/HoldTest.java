package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.audit.AuditChain;
import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.testkit.time.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A legal hold keeps what would expire, whatever happens on the way to it. */
class HoldTest {
  private static final int RECORDS = 12;

  private final CareTable table = new CareTable();

  @AfterEach
  void close() {
    table.close();
  }

  private AuditRecord expiring() {
    return table.decided().toBuilder()
        .expiresAt(Optional.of(table.time.now().plus(Duration.ofDays(3650))))
        .build();
  }

  private List<String> append(AuditStore store, int count) {
    var ids = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      AuditRecord record = expiring();
      ids.add(record.id());
      assertThat(table.outcome(store, record)).isInstanceOf(Answer.Applied.class);
    }
    return ids;
  }

  private boolean expires(String id) {
    return Tamper.get(CareTable.TABLE.table(), id).containsKey(Attribute.TTL);
  }

  private static AuditChain chain(AuditStore store) {
    return store.chain().orElseThrow();
  }

  /** Changes a hold by a replica that dies after so many expiries. */
  private void dies(int after, Consumer<AuditChain> change) {
    var updates = new AtomicInteger();
    AuditStore failing =
        table.openWith(
            AuditMode.SOC2,
            Map.of(),
            http ->
                new HookedHttpClient(
                    http,
                    operation -> {
                      if (operation.equals("UpdateItem") && updates.incrementAndGet() > after) {
                        throw new IOException("connection reset (injected)");
                      }
                    }));
    var changed = CompletableFuture.runAsync(() -> change.accept(chain(failing)));
    try {
      Eventually.holds("the store fails", () -> updates.get() > after);
      table.time.advanceUntil(Duration.ofSeconds(30), "it ends", changed::isDone);
      assertThatThrownBy(changed::join).hasCauseInstanceOf(StoreException.Unavailable.class);
    } finally {
      var closed = CompletableFuture.runAsync(() -> table.close(failing));
      table.time.advanceUntil(Duration.ofSeconds(30), "it is closed", closed::isDone);
    }
  }

  private void assertSomeExpire(List<String> ids) {
    assertThat(ids.stream().filter(this::expires).count()).isBetween(1L, RECORDS - 1L);
  }

  @Test
  void aHoldThatFailsHalfWayIsCompletedByAnother() {
    AuditStore store = table.open();
    List<String> ids = append(store, RECORDS);
    dies(5, failing -> failing.hold(table.scope, "case 17", table.soon()));
    assertSomeExpire(ids);

    table.wire.reset();
    assertThat(chain(store).hold(table.scope, "case 17", table.soon())).isEqualTo(RECORDS);

    assertThat(table.wire.of("UpdateItem"))
        .as("what is done is not done again")
        .isLessThan(RECORDS);
    assertThat(ids).noneMatch(this::expires);
    assertThat(table.verify(store).findings()).isEmpty();
    assertThat(append(store, 1)).as("whoever appends now").noneMatch(this::expires);
  }

  @Test
  void aHoldThatFailedAndWasNotCompletedIsNoFindingButIsRemarkedUpon() {
    AuditStore store = table.open();
    append(store, RECORDS);
    dies(5, failing -> failing.hold(table.scope, "case 17", table.soon()));

    assertThat(table.verify(store).findings()).isEmpty();
    assertThat(table.verify(store).remarks())
        .anyMatch(remark -> remark.startsWith("the legal hold of record 12 was not applied"));

    chain(store).hold(table.scope, "case 17", table.soon());
    assertThat(table.verify(store).remarks())
        .noneMatch(remark -> remark.startsWith("the legal hold"));
  }

  @Test
  void whatAHoldThatFailedKeptIsNoFindingWhenItsReleaseFailsToo() {
    AuditStore store = table.open();
    List<String> ids = append(store, RECORDS);
    dies(5, failing -> failing.hold(table.scope, "case 17", table.soon()));
    dies(2, failing -> failing.release(table.scope, "closed", table.soon()));
    assertSomeExpire(ids);

    assertThat(table.verify(store).findings()).isEmpty();

    assertThat(chain(store).release(table.scope, "closed", table.soon())).isEqualTo(RECORDS);
    assertThat(ids).allMatch(this::expires);
    assertThat(table.verify(store).findings()).isEmpty();
  }

  @Test
  void aHoldThatIsSetAgainAndAReleaseThatIsRepeatedChangeNothing() {
    AuditStore store = table.open();
    List<String> ids = append(store, 3);
    assertThat(chain(store).hold(table.scope, "case 17", table.soon())).isEqualTo(3);
    table.wire.reset();
    assertThat(chain(store).hold(table.scope, "case 18", table.soon())).isEqualTo(3);
    assertThat(table.wire.of("UpdateItem")).isZero();
    ids.addAll(append(store, 1));

    for (int i = 0; i < 2; i++) {
      assertThat(chain(store).release(table.scope, "closed", table.soon())).isEqualTo(4);
      assertThat(ids).allMatch(this::expires);
      assertThat(table.verify(store).findings()).isEmpty();
    }
    assertThat(append(store, 1)).allMatch(this::expires);
  }

  @Test
  void anotherReplicaSeesAHoldWithItsNextRecord() {
    AuditStore one = table.open();
    AuditStore other = table.open();
    append(one, 1);
    append(other, 1);

    chain(one).hold(table.scope, "case 17", table.soon());

    assertThat(append(other, 1)).noneMatch(this::expires);
    assertThat(table.verify(one).findings()).isEmpty();
    chain(one).release(table.scope, "closed", table.soon());
    assertThat(append(other, 1)).allMatch(this::expires);
  }

  @Test
  void whatWasCollectedMeanwhileDoesNotRiseAgain() {
    AuditStore store = table.open();
    List<String> ids = append(store, 2);
    var first = new AtomicInteger();
    AuditStore racing =
        table.openWith(
            AuditMode.SOC2,
            Map.of(),
            http ->
                new HookedHttpClient(
                    http,
                    operation -> {
                      if (operation.equals("UpdateItem") && first.getAndIncrement() == 0) {
                        ids.forEach(id -> Tamper.delete(CareTable.TABLE.table(), id));
                      }
                    }));

    assertThat(chain(racing).hold(table.scope, "case 17", table.soon())).isLessThan(2);

    assertThat(ids).allSatisfy(id -> assertThat(Tamper.get(CareTable.TABLE.table(), id)).isEmpty());
  }

  @Test
  void aReleaseDuringAHoldIsTold() {
    AuditStore store = table.open();
    append(store, 2);
    var once = new AtomicInteger();
    AuditStore racing =
        table.openWith(
            AuditMode.SOC2,
            Map.of(),
            http ->
                new HookedHttpClient(
                    http,
                    operation -> {
                      if (operation.equals("UpdateItem") && once.getAndIncrement() == 0) {
                        chain(store).release(table.scope, "closed", table.soon());
                      }
                    }));

    assertThatThrownBy(() -> chain(racing).hold(table.scope, "case 17", table.soon()))
        .isInstanceOf(StoreException.Rejected.class)
        .hasMessageContaining("released by somebody else");
    assertThat(table.verify(store).findings()).isEmpty();
    chain(store).release(table.scope, "closed", table.soon());
    assertThat(table.verify(store).findings()).isEmpty();
  }

  /** The record that says what was kept comes after that of the release. */
  @Test
  void aHoldThatWasReleasedBeforeItSaidWhatItKeptBindsNobody() {
    AuditStore store = table.open();
    List<String> ids = append(store, 2);
    var commits = new AtomicInteger();
    AuditStore racing =
        table.openWith(
            AuditMode.SOC2,
            Map.of(),
            http ->
                new HookedHttpClient(
                    http,
                    operation -> {
                      if (operation.equals("TransactWriteItems")
                          && commits.incrementAndGet() == 2) {
                        chain(store).release(table.scope, "closed", table.soon());
                      }
                    }));

    assertThatThrownBy(() -> chain(racing).hold(table.scope, "case 17", table.soon()))
        .isInstanceOf(StoreException.Rejected.class)
        .hasMessageContaining("released by somebody else");

    assertThat(ids).allMatch(this::expires);
    assertThat(table.verify(store).findings()).isEmpty();
  }

  @Test
  void whatTheTrailSaysOfAHoldIsSaidThenOrNever() {
    append(table.open(), 2);
    var commits = new AtomicInteger();
    AuditStore failing =
        table.openWith(
            AuditMode.SOC2,
            Map.of("checkpoint_interval_seconds", "1000000"),
            http ->
                new HookedHttpClient(
                    http,
                    operation -> {
                      if (operation.equals("TransactWriteItems") && commits.getAndIncrement() > 0) {
                        throw new IOException("an outage after the hold was set");
                      }
                    }));

    var held =
        CompletableFuture.supplyAsync(
            () -> chain(failing).hold(table.scope, "case 17", table.soon()));
    table.time.advanceUntil(Duration.ofSeconds(1), "an answer", held::isDone);

    assertThat(held).isCompletedExceptionally();
    commits.set(Integer.MIN_VALUE);
    try (var files = Files.list(CareTable.TABLE.spool())) {
      assertThat(files.map(Path::toString))
          .as("a replay would say so, perhaps after a release")
          .noneMatch(file -> file.contains("-" + table.deployment + "-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
