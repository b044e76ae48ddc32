package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.local.SharedSimulator;
import io.acteon.model.Scope;
import io.acteon.state.Claims.Claim;
import io.acteon.state.Claims.Standing;
import io.acteon.state.Claims.Terms;
import io.acteon.state.Entries;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.Ttl;
import io.acteon.store.Answer;
import io.acteon.testkit.time.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A refusal is final: the lost copy of a refused write is refused, too, when it arrives at last,
 * even if what stood in its way is gone by then, removed by a process whose clock is behind.
 */
final class LateDeliveryTest {
  private static final LocalTable TABLE = LocalTable.createAt(SharedSimulator.stale());
  private static final Terms TERMS = new Terms(Duration.ofSeconds(60), Duration.ofHours(1), "");
  private static final int REFUSED = 400;

  private final FakeTime time = FakeTime.startingNow();
  private final StateKey key =
      new StateKey(new Scope("late", "t"), Kind.DEDUP, UUID.randomUUID().toString());
  private final CompletableFuture<HoldingHttpClient> wire = new CompletableFuture<>();
  private final DynamoStateStore store =
      TABLE.open(
          time,
          new Calls(),
          http -> {
            wire.complete(new HoldingHttpClient(http));
            return wire.join();
          });
  private final DynamoStateStore behind = TABLE.open(time.skewed(Duration.ofSeconds(-3)));
  private final Entries ours = store.entries();
  private final Entries theirs = behind.entries();

  @AfterEach
  void close() {
    store.close();
    behind.close();
  }

  @Test
  void aRefusedCheckAndSetDoesNotLandOnceTheEntryIsGone() throws IOException {
    applied(theirs.set(key, "theirs", Ttl.NEVER, LocalTable.soon()));
    wire.join().hold();
    assertThat(ours.checkAndSet(key, "ours", Ttl.NEVER, LocalTable.soon()))
        .isInstanceOf(Answer.Refused.class);
    applied(theirs.delete(key, LocalTable.soon()));

    assertThat(wire.join().deliver()).isEqualTo(REFUSED);

    assertThat(theirs.get(key, LocalTable.soon())).isEmpty();
  }

  @Test
  void aRefusedDeleteDoesNotRemoveWhatIsWrittenLater() throws IOException {
    wire.join().hold();
    assertThat(ours.delete(key, LocalTable.soon())).isInstanceOf(Answer.Refused.class);
    applied(theirs.checkAndSet(key, "theirs", Ttl.NEVER, LocalTable.soon()));

    assertThat(wire.join().deliver()).isEqualTo(REFUSED);

    assertThat(theirs.get(key, LocalTable.soon())).isPresent();
  }

  @Test
  void anAppliedSetIsNotAppliedAgainOverNewerWrites() throws IOException {
    wire.join().hold();
    applied(ours.set(key, "old", Ttl.NEVER, LocalTable.soon()));
    for (int newer = 0; newer < 6; newer++) {
      applied(theirs.set(key, "new", Ttl.NEVER, LocalTable.soon()));
    }

    assertThat(wire.join().deliver()).isEqualTo(REFUSED);

    assertThat(theirs.get(key, LocalTable.soon()).orElseThrow().value()).isEqualTo("new");
  }

  @Test
  void aRefusedClaimDoesNotComeToLifeOnceTheOtherIsReleased() throws IOException {
    Claim claim = applied(behind.claims().claim(key, TERMS, LocalTable.soon()));
    wire.join().hold();
    assertThat(store.claims().claim(key, TERMS, LocalTable.soon()))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.met()).isInstanceOf(Standing.InProgress.class));
    applied(behind.claims().release(claim, LocalTable.soon()));

    int status = wire.join().deliver();

    assertThat(status).isEqualTo(REFUSED);
    assertThat(behind.claims().read(key, LocalTable.soon())).isEmpty();
  }

  private static <A> A applied(Answer<A, ?> answer) {
    if (answer instanceof Answer.Applied<A, ?>(A value)) {
      return value;
    }
    throw new AssertionError("not applied: " + answer);
  }
}
