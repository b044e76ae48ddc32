package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.acteon.dynamodb.internal.Connection;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Keys;
import io.acteon.model.Scope;
import io.acteon.state.Entries;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.Timers.Claimed;
import io.acteon.store.Environment;
import io.acteon.store.StoreException;
import io.acteon.testkit.time.FakeTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** One of several due timers cannot be claimed: its item has no room for the claim. */
final class RejectedTimerTest {
  private static final LocalTable TABLE = LocalTable.create();
  private static final String WORK = "work";
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Scope SCOPE = new Scope("rejected", "t");

  /** Less than a claim adds to an item. */
  private static final int STEP = 16;

  private final FakeTime time = FakeTime.startingNow();

  @Test
  void theOthersAreClaimedAndItIsToldOfOnlyWhenItIsAlone() {
    try (DynamoStateStore store = TABLE.open(time)) {
      put(store, "one", "");
      put(store, "full", "v".repeat(Entries.MAX_VALUE_BYTES));
      put(store, "two", "");
      fill();

      List<Claimed> claimed = store.timers().claimDue(WORK, 10, LEASE, LocalTable.soon());

      assertThat(claimed)
          .extracting(timer -> timer.key().id())
          .containsExactlyInAnyOrder("one", "two");
      assertThatExceptionOfType(StoreException.Rejected.class)
          .isThrownBy(() -> store.timers().claimDue(WORK, 10, LEASE, LocalTable.soon()));
    }
  }

  private void put(DynamoStateStore store, String id, String payload) {
    StateKey key = new StateKey(SCOPE, new Kind("alarm", Kind.Shape.POINT), id);
    var _ = store.timers().put(WORK, key, time.now(), payload, LocalTable.soon());
  }

  /** Leaves less than {@link #STEP} bytes free in the item. */
  private static void fill() {
    ItemKey key = new Keys(TABLE.settings().prefix()).named(SCOPE, "!timer!alarm", "full", "timer");
    try (Connection raw = Connection.open(TABLE.settings().connection(), Environment.system())) {
      int bytes = 400 * 1024 - Entries.MAX_VALUE_BYTES;
      while (!isPadded(raw, key, bytes)) {
        bytes -= STEP;
      }
    }
  }

  private static boolean isPadded(Connection raw, ItemKey key, int bytes) {
    try {
      var _ =
          raw.client()
              .updateItem(update ->
                  update
                      .tableName(TABLE.name())
                      .key(key.attributes())
                      .updateExpression("SET pad=:pad")
                      .expressionAttributeValues(
                          Map.of(":pad", AttributeValue.fromS("p".repeat(bytes)))));
      return true;
    } catch (DynamoDbException e) {
      assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
      return false;
    }
  }
}
