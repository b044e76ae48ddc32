package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemWrite;
import io.acteon.dynamodb.internal.Stamp;
import io.acteon.dynamodb.internal.Stamps;
import io.acteon.dynamodb.internal.Step;
import io.acteon.store.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The protocol of an operation on a lock. No acquisition lands after it was answered "held": a seal
 * sees to that. A lock shows its present holder only, so it does not always tell a write that
 * landed and was undone by another since from one that never landed. Where it does not, the outcome
 * is unknown, though over. For one thread at a time.
 */
final class LockWrite<A, R> implements ItemWrite<A, R> {
  private final LockOperation<A, R> operation;
  private final Stamps stamps;
  private final String table;
  private Stamp stamp;
  private long stampedNanos;

  /** Why it is not known whether an attempt has landed that is over by now. */
  private Optional<String> doubt = Optional.empty();

  private boolean over;

  /** What a refusal will answer once the seal stands; null while the operation itself is sent. */
  private @Nullable Refusal<R> sealing;

  private record Refusal<R>(R met) {}

  LockWrite(LockOperation<A, R> operation, Stamps stamps, String table) {
    this.operation = operation;
    this.stamps = stamps;
    this.table = table;
    this.stampedNanos = stamps.time().nanos();
    this.stamp = operation.floor() == 0 ? stamps.next() : stamps.above(operation.floor());
  }

  /** What it has brought about if the request that was sent last has landed, or does yet. */
  A perhaps() {
    return operation.applied(stamp);
  }

  /** Whether nothing of it stands nor ever will, though it is unknown whether it ever landed. */
  boolean isOver() {
    return over;
  }

  @Override
  public Step<A, R> start() {
    return new Step.Send<>(operation.request(stamp), false, doubt.isPresent());
  }

  @Override
  public Step<A, R> applied(Map<String, AttributeValue> returned) {
    if (sealing == null) {
      return new Step.Done<>(Answer.applied(operation.applied(stamp)), false);
    }
    return sealed(new Item(returned), sealing);
  }

  @Override
  public Step<A, R> refused(Map<String, AttributeValue> found, boolean open) {
    Item met = new Item(found);
    stamps.observe(newest(met));
    if (sealing != null) { // A seal at least as new stands already.
      return sealed(met, sealing);
    }
    if (open && operation.hasLanded(met, stamp)) {
      return landed();
    }
    return switch (operation.judge(met, stamp)) {
      case Verdict.Overtaken<R> _ -> again(met, open);
      case Verdict.Fulfilled<R> _ ->
          new Step.Done<>(Answer.applied(operation.applied(stamp)), open);
      case Verdict.Obstacle<R>(R obstacle, boolean permanent) ->
          open && !permanent && newest(met) < stamp.version()
              ? seal(new Refusal<>(obstacle))
              : refused(obstacle, met, open);
    };
  }

  private Step<A, R> again(Item met, boolean open) {
    doubt(met, open);
    stampedNanos = stamps.time().nanos();
    stamp = stamps.above(Math.max(stamp.version(), newest(met)));
    return start();
  }

  private Step<A, R> seal(Refusal<R> refusal) {
    sealing = refusal;
    return new Step.Send<>(
        LockExpressions.SEAL.on(table, operation.key(), new Values(stamp).tombstone().map()),
        true,
        true);
  }

  private Step<A, R> sealed(Item before, Refusal<R> refusal) {
    return operation.hasLanded(before, stamp) ? landed() : refused(refusal.met(), before, true);
  }

  private Step<A, R> landed() {
    return new Step.Done<>(Answer.applied(operation.applied(stamp)), true);
  }

  private Step<A, R> refused(R obstacle, Item met, boolean open) {
    doubt(met, open);
    over = doubt.isPresent();
    return doubt
        .map(reason -> new Step.Done<A, R>(Answer.unknown(reason), false))
        .orElseGet(() -> new Step.Done<>(Answer.refused(obstacle), open));
  }

  private void doubt(Item met, boolean open) {
    if (open && doubt.isEmpty()) {
      Duration since = Duration.ofNanos(stamps.time().nanos() - stampedNanos);
      doubt = operation.doubt(met, stamp, since);
    }
  }

  /** The version that an acquisition must be above to land. */
  static long newest(Item item) {
    return Math.max(item.number("rvn", 0), item.number("f", 0));
  }
}
