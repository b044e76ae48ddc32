package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Expression;
import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Stamp;
import io.acteon.state.Entries.Absent;
import io.acteon.state.Entry;
import io.acteon.state.FencingToken;
import io.acteon.state.Ttl;
import io.acteon.state.Version;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The writing operations of entries; pure. */
final class EntryWrites {
  private EntryWrites() {}

  /** The entry in a live item; the caller has made sure that it lives. */
  static Entry entry(Item item) {
    return new Entry(
        item.text("v").orElse(""), new Version(item.number("ver", 0)), Liveness.expiresAt(item));
  }

  static Optional<Entry> liveEntry(Item item, long nowMillis) {
    return Liveness.isLive(item, nowMillis) ? Optional.of(entry(item)) : Optional.empty();
  }

  private static Version version(Stamp stamp) {
    return new Version(stamp.version());
  }

  private static UpdateItemRequest request(
      String table, Expression expression, ItemKey key, Stamp stamp, String value, Ttl ttl) {
    return expression.on(table, key, new Values(stamp).text(":val", value).expiry(ttl).map());
  }

  /** Writes whatever is there. */
  record Set(String table, ItemKey key, String value, Ttl ttl) implements Operation<Version, Void> {
    @Override
    public UpdateItemRequest request(Stamp stamp) {
      return EntryWrites.request(table, EntryExpressions.set(ttl), key, stamp, value, ttl);
    }

    @Override
    public Version applied(Stamp stamp, Item seen) {
      return version(stamp);
    }

    @Override
    public Verdict<Void> judge(Item met, Stamp stamp) {
      return new Verdict.Overtaken<>();
    }
  }

  /** Writes where nothing lives. */
  record CheckAndSet(String table, ItemKey key, String value, Ttl ttl)
      implements Operation<Version, Entry> {
    @Override
    public UpdateItemRequest request(Stamp stamp) {
      return EntryWrites.request(table, EntryExpressions.checkAndSet(ttl), key, stamp, value, ttl);
    }

    @Override
    public Version applied(Stamp stamp, Item seen) {
      return version(stamp);
    }

    @Override
    public Verdict<Entry> judge(Item met, Stamp stamp) {
      return Liveness.isLive(met, stamp.nowMillis())
          ? new Verdict.Obstacle<>(entry(met), false)
          : new Verdict.Overtaken<>();
    }
  }

  /**
   * Writes over one version. A version never comes back, so a refusal is permanent, and the version
   * is fence enough.
   */
  record CompareAndSwap(String table, ItemKey key, long expected, String value, Ttl ttl)
      implements Operation<Version, Optional<Entry>> {
    @Override
    public long floor() {
      return expected;
    }

    @Override
    public UpdateItemRequest request(Stamp stamp) {
      return EntryExpressions.compareAndSwap(ttl)
          .on(
              table,
              key,
              new Values(stamp).text(":val", value).expiry(ttl).number(":e", expected).map());
    }

    @Override
    public Version applied(Stamp stamp, Item seen) {
      return version(stamp);
    }

    @Override
    public Verdict<Optional<Entry>> judge(Item met, Stamp stamp) {
      return new Verdict.Obstacle<>(liveEntry(met, stamp.nowMillis()), true);
    }
  }

  /** Leaves a tombstone where something lives. */
  record Delete(String table, ItemKey key) implements Operation<Version, Absent> {
    @Override
    public UpdateItemRequest request(Stamp stamp) {
      return EntryExpressions.DELETE.on(table, key, new Values(stamp).tombstone().map());
    }

    @Override
    public Version applied(Stamp stamp, Item seen) {
      return version(stamp);
    }

    @Override
    public Verdict<Absent> judge(Item met, Stamp stamp) {
      return Liveness.isLive(met, stamp.nowMillis())
          ? new Verdict.Overtaken<>()
          : new Verdict.Obstacle<>(new Absent(), false);
    }
  }

  /** Writes unless a greater token has been seen; the greatest token never falls. */
  record FencedSet(String table, ItemKey key, String value, Ttl ttl, FencingToken token)
      implements Operation<Version, FencingToken> {
    @Override
    public UpdateItemRequest request(Stamp stamp) {
      return EntryExpressions.fencedSet(ttl)
          .on(
              table,
              key,
              new Values(stamp)
                  .text(":val", value)
                  .expiry(ttl)
                  .number(":token", token.value())
                  .map());
    }

    @Override
    public Version applied(Stamp stamp, Item seen) {
      return version(stamp);
    }

    @Override
    public Verdict<FencingToken> judge(Item met, Stamp stamp) {
      long greatest = met.number("fence", Long.MIN_VALUE);
      return greatest > token.value()
          ? new Verdict.Obstacle<>(new FencingToken(greatest), true)
          : new Verdict.Overtaken<>();
    }
  }
}
