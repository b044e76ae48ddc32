package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemWrite;
import io.acteon.dynamodb.internal.Stamp;
import io.acteon.dynamodb.internal.Stamps;
import io.acteon.dynamodb.internal.Step;
import io.acteon.store.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The protocol of an operation through this process's writer slot of one item. At most one of the
 * requests that it sends is ever applied:
 *
 * <ul>
 *   <li>a repeated request finds its own version in the slot, which says that it landed;
 *   <li>a request in another form, made after a refusal, expects the slot as that refusal showed
 *       it, so it is refused if an earlier one has landed since, and shows which;
 *   <li>whatever of it is still on its way when the slot's next operation lands is too old for
 *       ever.
 * </ul>
 *
 * <p>The caller makes sure that no two operations of a process use the slot of one item at once.
 * For one thread at a time.
 */
final class SlotWrite<F, A, R> implements ItemWrite<A, R> {
  private final SlotOperation<F, A, R> operation;
  private final Stamps stamps;
  private final String table;

  /** What was sent, by version. */
  private final Map<Long, Sent<F>> sent = new HashMap<>();

  private boolean unresolved;

  /** What a refusal will answer once the seal stands; null while the operation itself is sent. */
  private @Nullable Refusal<R> sealing;

  private record Sent<F>(F form, Stamp stamp) {}

  private record Refusal<R>(R met) {}

  /** The request that the store's answer is for. */
  private Sent<F> last;

  SlotWrite(SlotOperation<F, A, R> operation, Stamps stamps, String table) {
    this.operation = operation;
    this.stamps = stamps;
    this.table = table;
    Stamp stamp = stamps.next();
    this.last = new Sent<>(operation.first(stamp), stamp);
  }

  @Override
  public Step<A, R> start() {
    return send(last, SlotGuard.OLDER, 0);
  }

  @Override
  public Step<A, R> applied(Map<String, AttributeValue> returned) {
    if (sealing != null) {
      return new Step.Done<>(Answer.refused(sealing.met()), true);
    }
    Item after = new Item(returned);
    return new Step.Done<>(
        Answer.applied(operation.applied(last.form(), last.stamp(), after)), unresolved);
  }

  @Override
  public Step<A, R> refused(Map<String, AttributeValue> found, boolean open) {
    Item met = new Item(found);
    unresolved |= open;
    OptionalLong slot = SlotGuard.sequence(met, stamps.epoch());
    Sent<F> landed = slot.isPresent() ? sent.get(slot.getAsLong()) : null;
    if (landed != null) {
      return new Step.Done<>(
          Answer.applied(operation.landed(landed.form(), landed.stamp(), met)), true);
    }
    if (sealing != null && slot.orElse(0) == last.stamp().version()) {
      return new Step.Done<>(Answer.refused(sealing.met()), true); // The seal itself had landed.
    }
    Stamp next =
        stamps.above(Math.max(last.stamp().version(), SlotGuard.floor(met, stamps.epoch())));
    return switch (operation.judge(met, next)) {
      case SlotVerdict.Again<F, R>(F form) -> {
        sealing = null;
        last = new Sent<>(form, next);
        yield send(last, SlotGuard.after(met, stamps.epoch()), slot.orElse(0));
      }
      case SlotVerdict.No<F, R>(R obstacle, boolean binding) ->
          binding && unresolved
              ? seal(met, next, new Refusal<>(obstacle))
              : new Step.Done<>(Answer.refused(obstacle), unresolved);
    };
  }

  private Step<A, R> send(Sent<F> request, SlotGuard guard, long seen) {
    sent.put(request.stamp().version(), request);
    return new Step.Send<>(
        operation.request(request.stamp(), request.form(), guard, seen), false, unresolved);
  }

  private Step<A, R> seal(Item met, Stamp next, Refusal<R> refusal) {
    sealing = refusal;
    last = new Sent<>(last.form(), next);
    return new Step.Send<>(
        SlotSeals.request(table, operation.key(), met, next, stamps.epoch()), true, true);
  }
}
