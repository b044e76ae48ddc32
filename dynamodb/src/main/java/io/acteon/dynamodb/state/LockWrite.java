package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemWrite;
import io.acteon.dynamodb.internal.Stamp;
import io.acteon.dynamodb.internal.Stamps;
import io.acteon.dynamodb.internal.Step;
import io.acteon.store.Answer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The protocol of an operation on a lock. A lock shows its present holder only, so a write that
 * landed and was undone by another since is not told from one that never landed: neither holds the
 * lock. What matters is that no acquisition lands after it was answered "held"; a seal sees to
 * that. For one thread at a time.
 */
final class LockWrite<A, R> implements ItemWrite<A, R> {
  private final LockOperation<A, R> operation;
  private final Stamps stamps;
  private final String table;
  private Stamp stamp;

  /** What a refusal will answer once the seal stands; null while the operation itself is sent. */
  private @Nullable Refusal<R> sealing;

  private record Refusal<R>(R met) {}

  LockWrite(LockOperation<A, R> operation, Stamps stamps, String table) {
    this.operation = operation;
    this.stamps = stamps;
    this.table = table;
    this.stamp = operation.floor() == 0 ? stamps.next() : stamps.above(operation.floor());
  }

  /** What it has brought about if the request that was sent last has landed, or does yet. */
  A perhaps() {
    return operation.applied(stamp);
  }

  @Override
  public Step<A, R> start() {
    return new Step.Send<>(operation.request(stamp), false, false);
  }

  @Override
  public Step<A, R> applied(Map<String, AttributeValue> returned) {
    if (sealing == null) {
      return new Step.Done<>(Answer.applied(operation.applied(stamp)), false);
    }
    return operation.hasLanded(new Item(returned), stamp)
        ? landed()
        : new Step.Done<>(Answer.refused(sealing.met()), true);
  }

  @Override
  public Step<A, R> refused(Map<String, AttributeValue> found, boolean open) {
    Item met = new Item(found);
    stamps.observe(newest(met));
    if ((open || sealing != null) && operation.hasLanded(met, stamp)) {
      return landed();
    }
    if (sealing != null) { // A seal at least as new stands already.
      return new Step.Done<>(Answer.refused(sealing.met()), true);
    }
    return switch (operation.judge(met, stamp)) {
      case Verdict.Overtaken<R> _ -> {
        stamp = stamps.above(Math.max(stamp.version(), newest(met)));
        yield new Step.Send<>(operation.request(stamp), false, false);
      }
      case Verdict.Fulfilled<R> _ ->
          new Step.Done<>(Answer.applied(operation.applied(stamp)), open);
      case Verdict.Obstacle<R>(R obstacle, boolean permanent) ->
          open && !permanent && newest(met) < stamp.version()
              ? seal(new Refusal<>(obstacle))
              : new Step.Done<>(Answer.refused(obstacle), open);
    };
  }

  private Step<A, R> seal(Refusal<R> refusal) {
    sealing = refusal;
    return new Step.Send<>(
        LockExpressions.SEAL.on(table, operation.key(), new Values(stamp).tombstone().map()),
        true,
        true);
  }

  private Step<A, R> landed() {
    return new Step.Done<>(Answer.applied(operation.applied(stamp)), true);
  }

  /** The version that an acquisition must be above to land. */
  static long newest(Item item) {
    return Math.max(item.number("rvn", 0), item.number("f", 0));
  }
}
