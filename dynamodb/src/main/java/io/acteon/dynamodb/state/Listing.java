package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Keys;
import io.acteon.model.Scope;
import io.acteon.state.Entries.Listed;
import io.acteon.state.Entries.Page;
import io.acteon.state.Kind;
import io.acteon.time.Deadline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One page of a listing, merged from the shards of a kind in a scope. Reads a little more than the
 * page from each shard, and just enough beyond it to know whether it goes on.
 */
final class Listing {
  /** Sort keys as DynamoDB sorts them: by UTF-8 bytes, which is by code points. */
  static final Comparator<String> BY_BYTES = Listing::compareCodePoints;

  private static final int LEAST_CHUNK = 20;

  private final StateContext context;
  private final Scope scope;
  private final Kind kind;
  private final String idPrefix;
  private final int limit;

  Listing(StateContext context, Scope scope, Kind kind, String idPrefix, int limit) {
    this.context = context;
    this.scope = scope;
    this.kind = kind;
    this.idPrefix = idPrefix;
    this.limit = limit;
  }

  Page page(Optional<String> after, Deadline deadline) {
    return Reads.metered(context.connection(), "list", meter -> merge(after, deadline, meter));
  }

  private Page merge(Optional<String> after, Deadline deadline, CallMeter meter) {
    Optional<String> afterKey = after.map(id -> context.keys().sortKey(kind.name(), id));
    String begins = context.keys().sortKeyPrefix(kind.name(), idPrefix);
    int chunk = Math.max(LEAST_CHUNK, 2 * limit / Keys.LIST_SHARDS);
    List<ListingShard> shards = new ArrayList<>();
    for (int shard = 0; shard < Keys.LIST_SHARDS; shard++) {
      String pk = context.keys().shard(scope, kind, shard);
      shards.add(
          new ListingShard(context.connection(), pk, begins, afterKey, chunk, deadline, meter));
    }
    List<Listed> page = new ArrayList<>();
    while (page.size() < limit) {
      Optional<Listed> next = next(shards);
      if (next.isEmpty()) {
        return new Page(page, Optional.empty());
      }
      page.add(next.get());
    }
    String last = page.getLast().id();
    return new Page(page, next(shards).isPresent() ? Optional.of(last) : Optional.empty());
  }

  /** Takes the first entry of all shards. */
  private Optional<Listed> next(List<ListingShard> shards) {
    while (true) {
      Optional<ListingShard> first =
          shards.stream()
              .filter(shard -> shard.peek().isPresent())
              .min(Comparator.comparing(shard -> sortKey(shard.peek()), BY_BYTES));
      if (first.isEmpty()) {
        return Optional.empty();
      }
      Item item = first.get().take();
      String sk = item.text(ItemKey.SORT).orElse("");
      String id = item.text("id").orElse(sk);
      if (id.startsWith(idPrefix) && Liveness.isLive(item, context.time().millis())) {
        return Optional.of(new Listed(id, EntryWrites.entry(item)));
      }
    }
  }

  private static String sortKey(Optional<Item> item) {
    return item.flatMap(found -> found.text(ItemKey.SORT)).orElse("");
  }

  private static int compareCodePoints(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        // Surrogates stand for code points above all that a single char can.
        boolean aIsHigh = Character.isSurrogate(a);
        boolean bIsHigh = Character.isSurrogate(b);
        return aIsHigh == bIsHigh ? Character.compare(a, b) : aIsHigh ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
