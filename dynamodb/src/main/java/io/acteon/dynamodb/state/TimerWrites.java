package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Stamp;
import io.acteon.model.Scope;
import io.acteon.state.Entries.Absent;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.Timers.Claimed;
import io.acteon.state.Timers.Timer;
import io.acteon.state.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The writing operations of timers; pure. */
final class TimerWrites {
  private TimerWrites() {}

  /** The timer in an item, if one is set. */
  static Optional<Timer> timer(Item item) {
    return item.has("td")
        ? Optional.of(
            new Timer(
                text(item, "cls"),
                key(item),
                due(item),
                text(item, "pl"),
                new Version(item.number("ver", 0))))
        : Optional.empty();
  }

  private static StateKey key(Item item) {
    Kind.Shape shape = Kind.Shape.valueOf(text(item, "sh"));
    return new StateKey(
        new Scope(text(item, "ns"), text(item, "tn")),
        new Kind(text(item, "kd"), shape),
        text(item, "ki"));
  }

  private static Instant due(Item item) {
    return Instant.ofEpochMilli(item.number("due", 0));
  }

  private static String text(Item item, String name) {
    return item.text(name)
        .orElseThrow(() ->
            new IllegalStateException(
                "a timer without attribute '" + name + "': " + item.attributes().keySet()));
  }

  /** Sets the timer whatever there is. */
  record Put(
      String table,
      ItemKey key,
      StateKey name,
      String timerClass,
      String shard,
      Instant due,
      String payload)
      implements Operation<Version, Void> {
    @Override
    public UpdateItemRequest request(Stamp stamp) {
      return TimerExpressions.PUT.on(
          table,
          key,
          new Values(stamp)
              .text(":tb", shard)
              .number(":td", due.toEpochMilli())
              .text(":pl", payload)
              .text(":cls", timerClass)
              .text(":ns", name.scope().namespace())
              .text(":tn", name.scope().tenant())
              .text(":kd", name.kind().name())
              .text(":sh", name.kind().shape().name())
              .text(":ki", name.id())
              .map());
    }

    @Override
    public Version applied(Stamp stamp, Item seen) {
      return new Version(stamp.version());
    }

    @Override
    public Verdict<Void> judge(Item met, Stamp stamp) {
      return new Verdict.Overtaken<>();
    }
  }

  /** Removes the timer if one is set. */
  record Remove(String table, ItemKey key) implements Operation<Version, Absent> {
    @Override
    public UpdateItemRequest request(Stamp stamp) {
      return TimerExpressions.REMOVE.on(table, key, new Values(stamp).tombstone().map());
    }

    @Override
    public Version applied(Stamp stamp, Item seen) {
      return new Version(stamp.version());
    }

    @Override
    public Verdict<Absent> judge(Item met, Stamp stamp) {
      return Liveness.isLive(met, stamp.nowMillis())
          ? new Verdict.Overtaken<>()
          : new Verdict.Obstacle<>(new Absent(), false);
    }
  }

  /**
   * Claims a timer that the index showed as due. Empty when the claim has landed, but ended before
   * we heard of it: somebody has moved or removed the timer, or claimed it after our lease.
   *
   * @param dueMillis what the index said
   */
  record Take(
      String table, ItemKey key, String shard, long dueMillis, Duration lease, Duration maxSkew)
      implements Operation<Optional<Claimed>, Absent> {
    @Override
    public UpdateItemRequest request(Stamp stamp) {
      long until = stamp.nowMillis() + Values.millisUp(lease) + Values.millisUp(maxSkew);
      return TimerExpressions.CLAIM.on(
          table,
          key,
          new Values(stamp)
              .text(":tb", shard)
              .number(":due", dueMillis)
              .number(":until", until)
              .map());
    }

    @Override
    public Optional<Claimed> applied(Stamp stamp, Item seen) {
      boolean ours = seen.text("own").filter(stamp.id()::equals).isPresent();
      return timer(seen)
          .filter(_ -> ours)
          .map(timer ->
              new Claimed(
                  timer.timerClass(),
                  timer.key(),
                  timer.due(),
                  timer.payload(),
                  stamp.id(),
                  new Version(stamp.version())));
    }

    @Override
    public Verdict<Absent> judge(Item met, Stamp stamp) {
      boolean claimable =
          met.number("td", Long.MAX_VALUE) == dueMillis
              && dueMillis <= stamp.nowMillis()
              && met.text("tb").filter(shard::equals).isPresent();
      return claimable ? new Verdict.Overtaken<>() : new Verdict.Obstacle<>(new Absent(), false);
    }
  }

  private static Values ours(Stamp stamp, Claimed claimed) {
    return new Values(stamp)
        .text(":me", claimed.owner())
        .number(":claimed", claimed.version().value());
  }

  /** Ends our claim and the timer. A claim never comes back, so a refusal is permanent. */
  record Complete(String table, ItemKey key, Claimed claimed) implements Operation<Absent, Absent> {
    @Override
    public long floor() {
      return claimed.version().value();
    }

    @Override
    public UpdateItemRequest request(Stamp stamp) {
      return TimerExpressions.COMPLETE.on(table, key, ours(stamp, claimed).tombstone().map());
    }

    @Override
    public Absent applied(Stamp stamp, Item seen) {
      return new Absent();
    }

    @Override
    public Verdict<Absent> judge(Item met, Stamp stamp) {
      return new Verdict.Obstacle<>(new Absent(), true);
    }
  }

  /** Ends our claim and sets the timer anew. */
  record Reschedule(
      String table, ItemKey key, Claimed claimed, String shard, Instant due, String payload)
      implements Operation<Version, Absent> {
    @Override
    public long floor() {
      return claimed.version().value();
    }

    @Override
    public UpdateItemRequest request(Stamp stamp) {
      return TimerExpressions.RESCHEDULE.on(
          table,
          key,
          ours(stamp, claimed)
              .text(":tb", shard)
              .number(":td", due.toEpochMilli())
              .text(":pl", payload)
              .map());
    }

    @Override
    public Version applied(Stamp stamp, Item seen) {
      return new Version(stamp.version());
    }

    @Override
    public Verdict<Absent> judge(Item met, Stamp stamp) {
      return new Verdict.Obstacle<>(new Absent(), true);
    }
  }
}
