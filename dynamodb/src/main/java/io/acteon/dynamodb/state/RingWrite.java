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
 * The protocol of an operation on a fenced item with a ring. It never answers falsely after a lost
 * response:
 *
 * <ul>
 *   <li>refused by the fence alone: the write certainly has not landed and never will, so it is
 *       made anew with a version above what it met;
 *   <li>refused for good while no attempt is open: refused;
 *   <li>refused while an attempt is open: the ring says whether that one landed; if it has not, but
 *       could yet, the item is sealed first, and the item as it stood at the seal says it again;
 *   <li>when the ring has been passed over, the outcome is unknown, and said so.
 * </ul>
 *
 * <p>A copy of a request whose own refusal was received, delivered later still, is outside of the
 * fault model: a refused condition leaves no trace, and to guard against it would cost a write per
 * refusal. Nothing between us and DynamoDB repeats a request that it has answered.
 *
 * <p>For one thread at a time.
 */
final class RingWrite<A, R> implements ItemWrite<A, R> {
  private static final String FORGOTTEN =
      "an answer was lost, and so many newer writes followed that the item does not tell any more"
          + " whether it was applied";

  private final Operation<A, R> operation;
  private final Stamps stamps;
  private final String table;
  private Stamp stamp;

  /** What a refusal will answer once the seal stands; null while the operation itself is sent. */
  private @Nullable Refusal<R> sealing;

  private record Refusal<R>(R met) {}

  RingWrite(Operation<A, R> operation, Stamps stamps, String table) {
    this.operation = operation;
    this.stamps = stamps;
    this.table = table;
    this.stamp = operation.floor() == 0 ? stamps.next() : stamps.above(operation.floor());
  }

  @Override
  public Step<A, R> start() {
    return new Step.Send<>(operation.request(stamp), false, false);
  }

  @Override
  public Step<A, R> applied(Map<String, AttributeValue> returned) {
    Item before = new Item(returned);
    if (sealing == null) {
      return new Step.Done<>(Answer.applied(operation.applied(stamp, before)), false);
    }
    // The lost attempt may have landed between the refusal and the seal; after the seal it cannot.
    return switch (Fate.of(before, stamp)) {
      case LANDED -> landed(before);
      case FORGOTTEN -> unknown();
      case NEVER, OPEN -> new Step.Done<>(Answer.refused(sealing.met()), true);
    };
  }

  @Override
  public Step<A, R> refused(Map<String, AttributeValue> found, boolean open) {
    Item met = new Item(found);
    stamps.observe(Fate.newest(met));
    if (sealing != null) {
      return sealRefused(met, sealing);
    }
    Fate fate = open ? Fate.of(met, stamp) : Fate.NEVER;
    return switch (fate) {
      case LANDED -> landed(met);
      case FORGOTTEN -> unknown();
      case NEVER, OPEN ->
          switch (operation.judge(met, stamp)) {
            case Verdict.Overtaken<R> _ -> fate == Fate.NEVER ? again(met) : unknown();
            case Verdict.Fulfilled<R> _ ->
                new Step.Done<>(Answer.applied(operation.applied(stamp, met)), open);
            case Verdict.Obstacle<R>(R obstacle, boolean permanent) ->
                fate == Fate.NEVER || permanent
                    ? new Step.Done<>(Answer.refused(obstacle), open)
                    : seal(met, new Refusal<>(obstacle));
          };
    };
  }

  private Step<A, R> sealRefused(Item met, Refusal<R> refusal) {
    return switch (Fate.of(met, stamp)) {
      case LANDED -> landed(met);
      case FORGOTTEN -> unknown();
      case NEVER -> new Step.Done<>(Answer.refused(refusal.met()), true);
      case OPEN -> seal(met, refusal); // It has come to life, or died, since: the other seal.
    };
  }

  private Step<A, R> again(Item met) {
    stamp = stamps.above(Math.max(stamp.version(), Fate.newest(met)));
    return start();
  }

  private Step<A, R> seal(Item met, Refusal<R> refusal) {
    sealing = refusal;
    return new Step.Send<>(Seals.request(table, operation.key(), met, stamp), true, true);
  }

  private Step<A, R> landed(Item seen) {
    return new Step.Done<>(Answer.applied(operation.applied(stamp, seen)), true);
  }

  private static <A, R> Step<A, R> unknown() {
    return new Step.Done<>(Answer.unknown(FORGOTTEN), false);
  }
}
