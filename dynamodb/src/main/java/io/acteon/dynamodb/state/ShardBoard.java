package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Expression;
import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.ItemWrite;
import io.acteon.dynamodb.internal.Keys;
import io.acteon.dynamodb.internal.Stamp;
import io.acteon.dynamodb.internal.Step;
import io.acteon.store.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * Which processes poll the timers of a class, and so which shards each of them polls: one item per
 * class, where each process renews a lease of its own. Pure.
 *
 * <p>Every process deals out the shards by itself, from the leases it has seen. While views differ,
 * two may poll one shard: that costs reads; whose timer it is, the timer's item decides. No shard
 * is without anybody for longer than a lease: a process that is gone keeps its share so long.
 *
 * <p>Attributes: {@code m_EPOCH} end of a process's lease in epoch milliseconds, which only grows,
 * so that a late duplicate is refused; {@code ttl}.
 */
final class ShardBoard {
  static final Duration LEASE = Duration.ofSeconds(15);

  /** How often a process that polls renews its lease. */
  static final Duration RENEWAL = Duration.ofSeconds(5);

  private static final String MEMBER = "m_";

  /** How long after its end a lease is left on the board, so that no late duplicate revives it. */
  private static final Duration REMAINS = Duration.ofHours(1);

  /** How many leases are removed in one write: an expression holds 300 operators. */
  private static final int MOST_GONE = 20;

  private final String epoch;
  private final Expression renew;

  ShardBoard(String epoch) {
    this.epoch = epoch;
    this.renew =
        Expression.of(
                "attribute_not_exists(#m) OR #m < :until",
                "SET #m=:until, #ttl=:ttl",
                alias -> alias.equals("m") ? MEMBER + epoch : alias)
            .returning(ReturnValue.ALL_NEW);
  }

  /** What a process sees on the board; of those long gone, as many as one write removes. */
  record View(List<Integer> shards, List<String> gone) {}

  /** Renews our lease; answers what the board looks like then. */
  ItemWrite<View, View> renewal(String table, ItemKey key, Stamp stamp, int shards) {
    long until = stamp.nowMillis() + LEASE.toMillis();
    Map<String, AttributeValue> values =
        new Values(stamp).number(":until", until).expiry(until).map();
    return new Renewal(new Step.Send<>(renew.on(table, key, values), false, false), stamp, shards);
  }

  /** Takes us off the board. */
  Housekeeping.Tidying leaving(String table, ItemKey key) {
    return removal(table, key, List.of(MEMBER + epoch), Long.MAX_VALUE);
  }

  /** Removes the leases of processes that are long gone. */
  static Housekeeping.Tidying pruning(String table, ItemKey key, List<String> gone, Stamp stamp) {
    return removal(table, key, gone, stamp.nowMillis() - REMAINS.toMillis());
  }

  private static Housekeeping.Tidying removal(
      String table, ItemKey key, List<String> attributes, long before) {
    StringBuilder condition = new StringBuilder("attribute_exists(#pk)");
    StringBuilder removed = new StringBuilder();
    for (int i = 0; i < attributes.size(); i++) {
      condition.append(" AND #g").append(i).append(" < :before");
      removed.append(i == 0 ? "#g" : ", #g").append(i);
    }
    Expression expression =
        Expression.of(
            condition.toString(),
            "REMOVE " + removed,
            alias ->
                alias.startsWith("g")
                    ? attributes.get(Integer.parseInt(alias, 1, alias.length(), 10))
                    : alias);
    return new Housekeeping.Tidying(
        expression.on(table, key, Map.of(":before", AttributeValue.fromN(Long.toString(before)))));
  }

  /** Whoever refuses a renewal is our own newer one, which is as good. */
  private final class Renewal implements ItemWrite<View, View> {
    private final Step<View, View> start;
    private final Stamp stamp;
    private final int shards;

    Renewal(Step<View, View> start, Stamp stamp, int shards) {
      this.start = start;
      this.stamp = stamp;
      this.shards = shards;
    }

    @Override
    public Step<View, View> start() {
      return start;
    }

    @Override
    public Step<View, View> applied(Map<String, AttributeValue> returned) {
      return new Step.Done<>(Answer.applied(view(new Item(returned), stamp, shards)), false);
    }

    @Override
    public Step<View, View> refused(Map<String, AttributeValue> met, boolean open) {
      return new Step.Done<>(Answer.applied(view(new Item(met), stamp, shards)), open);
    }
  }

  /** The shards whose strongest claim among the living is ours (rendezvous hashing). */
  View view(Item board, Stamp stamp, int shards) {
    List<String> living = new ArrayList<>(List.of(epoch));
    List<String> gone = new ArrayList<>();
    for (String name : board.attributes().keySet()) {
      String member = name.startsWith(MEMBER) ? name.substring(MEMBER.length()) : epoch;
      long until = board.number(name, 0);
      if (!member.equals(epoch) && until > stamp.nowMillis()) {
        living.add(member);
      } else if (gone.size() < MOST_GONE
          && !member.equals(epoch)
          && until < stamp.nowMillis() - REMAINS.toMillis()) {
        gone.add(name);
      }
    }
    List<Integer> mine = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      if (strongest(living, shard).equals(epoch)) {
        mine.add(shard);
      }
    }
    return new View(List.copyOf(mine), List.copyOf(gone));
  }

  private static String strongest(List<String> members, int shard) {
    String best = members.getFirst();
    for (String member : members) {
      int order = Integer.compare(weight(member, shard), weight(best, shard));
      if (order > 0 || (order == 0 && member.compareTo(best) > 0)) {
        best = member;
      }
    }
    return best;
  }

  /** A checksum is linear, so it is mixed (MurmurHash3's finalizer) before it is compared. */
  private static int weight(String member, int shard) {
    int hash = Keys.hash(shard + ":" + member);
    hash = (hash ^ hash >>> 16) * 0x85EBCA6B;
    hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
    return hash ^ hash >>> 16;
  }
}
