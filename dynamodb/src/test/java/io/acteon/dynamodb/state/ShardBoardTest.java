package io.acteon.dynamodb.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.internal.Connection;
import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Keys;
import io.acteon.dynamodb.internal.Stamp;
import io.acteon.dynamodb.internal.Stamps;
import io.acteon.store.Environment;
import io.acteon.store.StoreCall;
import io.acteon.testkit.time.Eventually;
import io.acteon.testkit.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class ShardBoardTest {
  private static final int SHARDS = DueIndex.SHARDS;
  private static final long NOW = 1_800_000_000_000L;

  private final Stamp stamp =
      new Stamps(FakeTime.at(Instant.ofEpochMilli(NOW)), Duration.ofSeconds(5), "x").next();

  @Test
  void whoIsAlonePollsEverything() {
    assertThat(new ShardBoard("a").view(new Item(Map.of()), stamp, SHARDS).shards())
        .containsExactlyElementsOf(IntStream.range(0, SHARDS).boxed().toList());
  }

  @Test
  void processesThatSeeTheSameBoardShareTheShardsWithoutGapOrOverlap() {
    for (int many = 2; many <= 6; many++) {
      List<String> members = IntStream.range(0, many).mapToObj(i -> "epoch" + i * 7919).toList();
      Item board = board(members, NOW + 1);

      List<Integer> all = new ArrayList<>();
      members.forEach(
          member -> all.addAll(new ShardBoard(member).view(board, stamp, SHARDS).shards()));

      assertThat(all)
          .as(many + " members")
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, SHARDS).boxed().toList());
    }
  }

  @Test
  void theSharesAreAboutEven() {
    int[] most = new int[1];
    for (int round = 0; round < 200; round++) {
      int start = round * 1_000_003;
      List<String> members =
          IntStream.range(0, 4).mapToObj(i -> Integer.toString(start + i * 31, 36)).toList();
      Item board = board(members, NOW + 1);
      most[0] +=
          members.stream()
              .mapToInt(member -> new ShardBoard(member).view(board, stamp, SHARDS).shards().size())
              .max()
              .orElse(0);
    }

    assertThat(most[0] / 200.0).as("the largest of four shares of 16, on average").isLessThan(8);
  }

  @Test
  void aProcessWhoseLeaseHasEndedHasNoShareAndIsForgottenAfterAnHour() {
    Item board =
        new Item(
            Map.of(
                "m_gone", number(NOW),
                "m_longgone", number(NOW - Duration.ofHours(1).toMillis() - 1),
                "m_me", number(NOW - 99)));

    ShardBoard.View view = new ShardBoard("me").view(board, stamp, SHARDS);

    assertThat(view.shards()).hasSize(SHARDS);
    assertThat(view.gone()).containsExactly("m_longgone");
  }

  /** An expression holds 300 operators, so that not all can be removed by one write. */
  @Test
  void twoHundredThatAreGoneAreForgottenLittleByLittle() {
    LocalTable table = LocalTable.create();
    Calls calls = new Calls();
    FakeTime time = FakeTime.startingNow();
    try (DynamoStateStore store = table.open(time, calls, UnaryOperator.identity());
        Connection raw = Connection.open(table.settings().connection(), Environment.system())) {
      ItemKey key = new Keys("test").timerBoard("work");
      Map<String, AttributeValue> item = new HashMap<>(key.attributes());
      long longAgo = time.millis() - Duration.ofHours(2).toMillis();
      IntStream.range(0, 200).forEach(i -> item.put("m_gone" + i, number(longAgo)));
      raw.client().putItem(put -> put.tableName(table.name()).item(item));

      for (int poll = 1; poll <= 10; poll++) {
        var _ = store.timers().claimDue("work", 1, Duration.ofSeconds(1), LocalTable.soon());
        int prunings = poll;
        Eventually.holds(
            prunings + " prunings", () -> calls.named("timer_shards_pruning").size() == prunings);
        time.advance(ShardBoard.RENEWAL);
      }

      assertThat(calls.named("timer_shards_pruning"))
          .allMatch(call -> call.result() == StoreCall.Result.APPLIED);
      Item left = Reads.item(raw, "board", key, LocalTable.soon());
      assertThat(left.attributes().keySet()).filteredOn(name -> name.startsWith("m_")).hasSize(1);
    }
  }

  private static Item board(List<String> members, long until) {
    Map<String, AttributeValue> attributes = new HashMap<>();
    members.forEach(member -> attributes.put("m_" + member, number(until)));
    attributes.put("pk", AttributeValue.fromS("test|!timers|work"));
    return new Item(attributes);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
