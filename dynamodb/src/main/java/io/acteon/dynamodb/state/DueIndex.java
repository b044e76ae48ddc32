package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Keys;
import io.acteon.time.Deadline;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The sparse index of timers: where to look, never what is so, since it may lag. Remembers nothing
 * between polls: whatever is due is found again until it has been claimed. Thread-safe.
 */
final class DueIndex {
  /** How many partitions the timers of a class have in the index. */
  static final int SHARDS = 16;

  private final StateContext context;

  DueIndex(StateContext context) {
    this.context = context;
  }

  /** A timer as the index shows it. */
  record Hit(ItemKey key, String shard, long dueMillis) {
    static final Comparator<Hit> BY_DUE = Comparator.comparingLong(Hit::dueMillis);
  }

  /** The partition of the index that the timer of an item belongs to. */
  String shardOf(String timerClass, ItemKey item) {
    return shard(timerClass, Keys.hash(item.pk()) % SHARDS);
  }

  String shard(String timerClass, int shard) {
    return context.keys().dueShard(timerClass, shard);
  }

  /** The first timer of each shard that has any, due or not. */
  List<Hit> heads(List<String> shards, Deadline deadline) {
    return AtOnce.each(shards, shard -> query(shard, Optional.empty(), 1, deadline)).stream()
        .flatMap(List::stream)
        .sorted(Hit.BY_DUE)
        .toList();
  }

  /** Timers of some shards that are due, the earliest first. */
  List<Hit> due(List<String> shards, long nowMillis, int limit, Deadline deadline) {
    return AtOnce.each(shards, shard -> query(shard, Optional.of(nowMillis), limit, deadline))
        .stream()
        .flatMap(List::stream)
        .sorted(Hit.BY_DUE)
        .limit(limit)
        .toList();
  }

  private List<Hit> query(String shard, Optional<Long> until, int limit, Deadline deadline) {
    Map<String, String> names = new HashMap<>(Map.of("#tb", StateTable.DUE_PARTITION));
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":tb", AttributeValue.fromS(shard)));
    until.ifPresent(millis -> {
      names.put("#td", StateTable.DUE_AT);
      values.put(":until", AttributeValue.fromN(Long.toString(millis)));
    });
    QueryRequest request =
        QueryRequest.builder()
            .indexName(StateTable.DUE_INDEX)
            .keyConditionExpression(until.isPresent() ? "#tb = :tb AND #td <= :until" : "#tb = :tb")
            .expressionAttributeNames(names)
            .expressionAttributeValues(values)
            .limit(limit)
            .build();
    return Reads.metered(
            context.connection(),
            "timer_poll",
            meter -> Reads.query(context.connection(), request, deadline, meter))
        .items()
        .stream()
        .map(Item::new)
        .map(item -> hit(item, shard))
        .toList();
  }

  private static Hit hit(Item item, String shard) {
    ItemKey key =
        new ItemKey(
            item.text(ItemKey.PARTITION).orElseThrow(),
            item.text(ItemKey.SORT).orElseThrow(),
            Optional.empty());
    return new Hit(key, shard, item.number(StateTable.DUE_AT).orElseThrow());
  }
}
