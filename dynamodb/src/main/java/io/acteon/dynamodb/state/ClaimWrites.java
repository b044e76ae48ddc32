package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Stamp;
import io.acteon.state.Claims.Claim;
import io.acteon.state.Claims.Standing;
import io.acteon.state.Claims.Terms;
import io.acteon.state.Entries.Absent;
import io.acteon.state.FencingToken;
import io.acteon.state.StateKey;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The writing operations of claims; pure. */
final class ClaimWrites {
  private ClaimWrites() {}

  /** What stands in an item, if it counts at {@code nowMillis}. */
  static Optional<Standing> standing(Item item, long nowMillis) {
    if (!Liveness.isLive(item, nowMillis)) {
      return Optional.empty();
    }
    String note = item.text("note").orElse("");
    return item.text("st")
        .map(state ->
            state.equals(ClaimExpressions.COMPLETED)
                ? new Standing.Completed(note, item.text("res").orElse(""))
                : new Standing.InProgress(
                    note,
                    item.text("own").orElse(""),
                    new FencingToken(item.number("tok", 0)),
                    remaining(item, nowMillis)));
  }

  private static Duration remaining(Item item, long nowMillis) {
    return Duration.ofMillis(Math.max(0, item.number("dl", 0) - nowMillis));
  }

  /** Whether the owner's time is over beyond doubt, whichever clock is right. */
  static boolean isOverdue(Item item, long nowMillis, Duration maxSkew) {
    return item.text("st").filter(ClaimExpressions.IN_PROGRESS::equals).isPresent()
        && item.number("dl", Long.MAX_VALUE) < nowMillis - maxSkew.toMillis();
  }

  /** Claims where nothing counts, or where the owner is overdue. */
  record Take(String table, ItemKey item, StateKey name, Terms terms, Duration maxSkew)
      implements Operation<Claim, Standing> {
    @Override
    public ItemKey key() {
      return item;
    }

    @Override
    public UpdateItemRequest request(Stamp stamp) {
      long now = stamp.nowMillis();
      long deadline = Math.addExact(now, Values.millisUp(terms.execution()));
      long memory = Math.addExact(now, Values.millisUp(terms.memory()));
      return ClaimExpressions.CLAIM.on(
          table,
          item,
          new Values(stamp)
              .text(":ip", ClaimExpressions.IN_PROGRESS)
              .text(":note", terms.note())
              .number(":dl", deadline)
              .number(":overdue", now - maxSkew.toMillis())
              .expiry(Math.max(memory, deadline + Values.millisUp(maxSkew)))
              .map());
    }

    @Override
    public Claim applied(Stamp stamp, Item seen) {
      return new Claim(name, stamp.id(), new FencingToken(stamp.version()), terms.note());
    }

    @Override
    public Verdict<Standing> judge(Item met, Stamp stamp) {
      Optional<Standing> standing =
          isOverdue(met, stamp.nowMillis(), maxSkew)
              ? Optional.empty()
              : standing(met, stamp.nowMillis());
      return standing
          .<Verdict<Standing>>map(found -> new Verdict.Obstacle<>(found, false))
          .orElseGet(Verdict.Overtaken::new);
    }
  }

  private static Values ours(Stamp stamp, Claim claim) {
    return new Values(stamp)
        .text(":ip", ClaimExpressions.IN_PROGRESS)
        .text(":me", claim.owner())
        .number(":tok", claim.token().value());
  }

  /**
   * Completes our claim. An owner never comes back, so a refusal is permanent. Completing again
   * with the same result is applied again: so one may repeat a completion whose outcome is unknown.
   */
  record Complete(String table, ItemKey key, Claim claim, String result)
      implements Operation<Standing.Completed, Absent> {
    @Override
    public long floor() {
      return claim.token().value();
    }

    @Override
    public UpdateItemRequest request(Stamp stamp) {
      return ClaimExpressions.COMPLETE.on(
          table,
          key,
          ours(stamp, claim).text(":done", ClaimExpressions.COMPLETED).text(":res", result).map());
    }

    @Override
    public Standing.Completed applied(Stamp stamp, Item seen) {
      return new Standing.Completed(claim.note(), result);
    }

    @Override
    public Verdict<Absent> judge(Item met, Stamp stamp) {
      boolean isDone = isOurs(met) && met.text("res").filter(result::equals).isPresent();
      return isDone ? new Verdict.Fulfilled<>() : new Verdict.Obstacle<>(new Absent(), true);
    }

    private boolean isOurs(Item item) {
      return item.text("own").filter(claim.owner()::equals).isPresent();
    }
  }

  /** Gives our claim back. A refusal is permanent, as with completion. */
  record Release(String table, ItemKey key, Claim claim) implements Operation<Absent, Absent> {
    @Override
    public long floor() {
      return claim.token().value();
    }

    @Override
    public UpdateItemRequest request(Stamp stamp) {
      return ClaimExpressions.RELEASE.on(table, key, ours(stamp, claim).tombstone().map());
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
}
