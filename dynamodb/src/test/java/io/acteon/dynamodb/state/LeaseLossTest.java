package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.model.Scope;
import io.acteon.state.Lease;
import io.acteon.state.Lease.Loss;
import io.acteon.state.Locks.Held;
import io.acteon.state.Locks.LockKey;
import io.acteon.store.Answer;
import io.acteon.testkit.time.Eventually;
import io.acteon.testkit.time.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpClient;

/** What a holder is told whose last extension was never answered. */
final class LeaseLossTest {
  private static final LocalTable TABLE = LocalTable.create();
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final int REFUSED = 400;

  private final FakeTime time = FakeTime.startingNow();
  private final LockKey key = new LockKey(new Scope("losses", "t"), "lock-" + UUID.randomUUID());
  private final AtomicReference<HoldingHttpClient> wire = new AtomicReference<>();

  @Test
  void aLeaseWhoseExtensionWasNotAnsweredEndsUnknownAndIsGivenUpForGood() throws IOException {
    try (DynamoStateStore store = TABLE.open(time, new Calls(), this::holding)) {
      Lease lease = had(store.locks().tryAcquire(key, LEASE, LocalTable.soon()));
      CompletableFuture<Loss> loss = new CompletableFuture<>();
      lease.onLoss(loss::complete);
      wire.get().hold();
      Eventually.holds("the heartbeat waits", () -> time.sleepers() > 0);
      time.advance(LEASE.dividedBy(3));
      Eventually.holds("the extension is on its way", wire.get()::holds);
      time.advance(LEASE);

      assertThat(loss.join()).isEqualTo(Loss.UNKNOWN);
      assertThat(lease.isHeld()).isFalse();
      assertThat(lease.extend(LocalTable.soon())).isFalse();
      Eventually.holds("the lock is free", () -> isFree(store));
      assertThat(wire.get().deliver()).as("the extension that was on its way").isEqualTo(REFUSED);
      assertThat(isFree(store)).isTrue();
    }
  }

  private boolean isFree(DynamoStateStore store) {
    return store.locks().holder(key, LocalTable.soon()) instanceof Answer.Refused;
  }

  private HoldingHttpClient holding(SdkHttpClient http) {
    wire.set(new HoldingHttpClient(http));
    return wire.get();
  }

  private static Lease had(Answer<Lease, Held> answer) {
    if (answer instanceof Answer.Applied<Lease, Held>(Lease lease)) {
      return lease;
    }
    throw new AssertionError("not acquired: " + answer);
  }
}
