package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.internal.Connection;
import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.Keys;
import io.acteon.model.Scope;
import io.acteon.state.Counters.Count;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.Ttl;
import io.acteon.store.Answer;
import io.acteon.store.Environment;
import io.acteon.testkit.time.Eventually;
import io.acteon.testkit.time.FakeTime;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Slots of processes that are gone do not pile up, and what they left on its way stays refused. */
final class SlotRemovalTest {
  private static final LocalTable TABLE = LocalTable.create();
  private static final Duration HOUR = Duration.ofHours(1);

  private final FakeTime time = FakeTime.startingNow();
  private final StateKey key =
      new StateKey(
          new Scope("slots", "t"), new Kind("hits", Kind.Shape.COUNTER), "id-" + UUID.randomUUID());

  @Test
  void slotsThatWereIdleForAnHourAreRemovedAndTheSumStays() {
    for (int process = 0; process < 5; process++) {
      try (DynamoStateStore store = TABLE.open(time)) {
        assertThat(add(store)).isEqualTo(process + 1);
      }
    }
    assertThat(slots()).hasSize(5);
    time.advance(HOUR.plusMillis(1));

    try (DynamoStateStore store = TABLE.open(time)) {
      assertThat(add(store)).isEqualTo(6);
      Eventually.holds("the others' slots are gone", () -> slots().size() == 1);
      assertThat(add(store)).isEqualTo(7);
    }
    assertThat(item().number(SlotGuard.FLOOR, 0)).isPositive();
  }

  @Test
  void aProcessWhoseSlotWasRemovedCountsOn() {
    try (DynamoStateStore idle = TABLE.open(time);
        DynamoStateStore busy = TABLE.open(time)) {
      assertThat(add(idle)).isEqualTo(1);
      time.advance(HOUR.plusMillis(1));
      assertThat(add(busy)).isEqualTo(2);
      Eventually.holds("the idle slot is gone", () -> slots().size() == 1);

      assertThat(add(idle)).isEqualTo(3);
      assertThat(slots()).hasSize(2);
    }
  }

  @Test
  void aProcessWhoseClockIsBehindTheFloorCountsOn() {
    try (DynamoStateStore idle = TABLE.open(time);
        DynamoStateStore busy = TABLE.open(time)) {
      var _ = add(idle);
      time.advance(HOUR.plusMillis(1));
      var _ = add(busy);
      Eventually.holds("the idle slot is gone", () -> slots().size() == 1);
    }
    try (DynamoStateStore late = TABLE.open(time.skewed(HOUR.multipliedBy(-2)))) {
      assertThat(add(late)).isEqualTo(3);
    }
  }

  private long add(DynamoStateStore store) {
    return switch (store.counters().increment(key, 1, Ttl.NEVER, LocalTable.soon())) {
      case Answer.Applied<Count, Void>(Count count) -> count.value();
      case Answer.Refused<Count, Void> _ -> throw new AssertionError("an increment refused");
      case Answer.Unknown<Count, Void>(String reason) -> throw new AssertionError(reason);
    };
  }

  private List<String> slots() {
    return item().attributes().keySet().stream()
        .filter(name -> name.startsWith(SlotGuard.SEQUENCE))
        .toList();
  }

  private Item item() {
    try (Connection connection =
        Connection.open(TABLE.settings().connection(), Environment.system())) {
      return Reads.item(
          connection, "look", new Keys(TABLE.settings().prefix()).point(key), LocalTable.soon());
    }
  }
}
