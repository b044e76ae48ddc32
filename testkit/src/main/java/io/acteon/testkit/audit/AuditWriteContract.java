package io.acteon.testkit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditQuery.Filters;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import io.acteon.store.Answer;
import io.acteon.store.StoreHealth;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every trail must keep of what it is given. */
public abstract class AuditWriteContract extends AuditStoreContract {

  @Test
  void aRecordComesBackAsItWasGiven() {
    AuditStore store = open();
    AuditRecord full = samples.full(SCOPE);
    write(store, full);

    assertThat(store.latest(full.actionId(), record -> true, deadline()).map(this::unchained))
        .contains(full);
    assertThat(readAll(store, AuditQuery.newest(5))).map(this::unchained).containsExactly(full);
  }

  @Test
  void manyRecordsWrittenTogetherAllArrive() {
    AuditStore store = open();
    List<AuditRecord> records =
        IntStream.range(0, 230).mapToObj(i -> samples.record(SCOPE)).toList();
    write(store, records.toArray(AuditRecord[]::new));

    assertThat(ids(store, AuditQuery.newest(100)))
        .containsExactlyInAnyOrderElementsOf(records.stream().map(AuditRecord::id).toList());
  }

  @Test
  void theLatestIsTakenAmongWhatTheCallerMaySee() {
    AuditStore store = open();
    var mine = samples.record(SCOPE, "same", time.now());
    var foreign =
        samples.record(new Scope("shop", "rival"), "same", time.now().plus(Duration.ofMillis(5)));
    write(store, mine, foreign);

    assertThat(store.latest("same", record -> true, deadline()).map(AuditRecord::id))
        .contains(foreign.id());
    assertThat(
            store
                .latest("same", record -> record.scope().equals(SCOPE), deadline())
                .map(AuditRecord::id))
        .contains(mine.id());
    assertThat(store.latest("same", record -> false, deadline())).isEmpty();
    assertThat(store.latest("sam", record -> true, deadline())).isEmpty();
  }

  @Test
  void theLatestIsAnOutcomeNeverAnIntent() {
    AuditStore store = open();
    AuditRecord first = samples.record(SCOPE, "same", time.now());
    AuditRecord retried = samples.record(SCOPE, "same", time.now().plusMillis(10));
    write(store, AuditSamples.intentOf(first), first, AuditSamples.intentOf(retried));

    assertThat(store.latest("same", record -> true, deadline()).map(AuditRecord::id))
        .contains(first.id());
  }

  @Test
  void intentsAreShownOnlyToWhoAsksForThem() {
    AuditStore store = open();
    AuditRecord outcome = samples.record(SCOPE);
    AuditRecord intent = AuditSamples.intentOf(outcome);
    write(store, intent, outcome);

    assertThat(ids(store, AuditQuery.newest(5))).containsExactly(outcome.id());
    assertThat(ids(store, AuditQuery.newest(5).withIntents()))
        .containsExactlyInAnyOrder(outcome.id(), intent.id());
    assertThat(ids(store, AuditQuery.newest(5).matching(Filters.ofOutcome("pending"))))
        .containsExactly(intent.id());
  }

  @Test
  void actionIdsOfEveryLengthAndLookAreFound() {
    AuditStore store = open();
    List<String> awkward =
        List.of(" ", "a#b", "sha256:x", "\u20ac\ud83d\ude00", "x".repeat(1024), "y".repeat(3000));
    for (String id : awkward) {
      write(store, samples.record(SCOPE, id, time.now()));
    }
    for (String id : awkward) {
      assertThat(store.latest(id, record -> true, deadline()).map(AuditRecord::actionId))
          .contains(id);
    }
    assertThat(store.latest("y".repeat(2999), record -> true, deadline())).isEmpty();
  }

  @Test
  void payloadsAreLeftOutWhenTheyAreNotToBeStored() {
    AuditStore store = open(Map.of("store_payload", "false"));
    AuditRecord full = samples.full(SCOPE);
    write(store, full);

    assertThat(readAll(store, AuditQuery.newest(5)))
        .map(this::unchained)
        .containsExactly(full.toBuilder().payload(Optional.empty()).build());
  }

  @Test
  void anOutcomeIsNeverRefusedForTheSizeOfItsDetailsOrPayload() {
    AuditStore store = open();
    AuditRecord record =
        samples.record(SCOPE).toBuilder()
            .payload(Optional.of(Json.of("p".repeat(1_000_000))))
            .outcomeDetails(Json.object(Json.field("message", "m".repeat(500_000))))
            .metadata(Map.of("label", "l".repeat(500_000)))
            .build();
    write(store, record);

    AuditRecord kept = readAll(store, AuditQuery.newest(5)).getFirst();
    assertThat(kept.payload()).isEmpty();
    assertThat(((Json.Obj) kept.outcomeDetails()).fields().keySet())
        .containsExactly("truncated", "size", "sha256");
    assertThat(kept.metadata()).containsOnlyKeys("__truncated");
  }

  @Test
  void whatNoStoreCanHoldIsRefusedWithItsReason() {
    AuditStore store = open();
    AuditRecord broken = samples.record(SCOPE).toBuilder().outcome("\ud800").build();

    assertThat(store.outcome(broken, Optional.empty(), deadline()))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.met().toString()).contains("surrogate"));
  }

  @Test
  void theStoreIsUp() {
    assertThat(open().probe(deadline())).isInstanceOf(StoreHealth.Up.class);
  }

  private AuditRecord unchained(AuditRecord record) {
    return record.toBuilder().chain(Optional.empty()).build();
  }
}
