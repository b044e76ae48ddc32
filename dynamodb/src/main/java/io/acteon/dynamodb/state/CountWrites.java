package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Stamp;
import io.acteon.state.Counters;
import io.acteon.state.Counters.Count;
import io.acteon.state.Entries.Absent;
import io.acteon.state.Ttl;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The writing operations of counters; pure. */
final class CountWrites {
  /**
   * Steps of at most this size need no look at the counter's bound: it takes 2^31 of them to come
   * from there to where a long ends.
   */
  static final long SMALL_STEP = 1L << 31;

  private CountWrites() {}

  /** How an increment meets the counter. */
  enum Form {
    /** The counter lives or was never made: count on. */
    COUNT_ON,
    /** It is deleted or expired: begin anew. */
    TAKE_OVER
  }

  /** What an increment brought, and slots of others that nobody needs any more. */
  record Counted(Count count, IdleSlots idle) {}

  /** The counter in an item, if it lives at {@code nowMillis}. */
  static Optional<Count> count(Item item, long nowMillis) {
    return Liveness.isLive(item, nowMillis) && item.has("c")
        ? Optional.of(new Count(item.number("c", 0), expiry(item)))
        : Optional.empty();
  }

  private static Optional<Instant> expiry(Item item) {
    return Liveness.expiresAt(item)
        .filter(instant -> instant.toEpochMilli() != CountExpressions.FOR_EVER);
  }

  /** Adds {@code delta}; refused where the sum would be out of bounds. */
  record Add(
      String table, ItemKey key, long delta, Ttl ttl, CountExpressions expressions, String epoch)
      implements SlotOperation<Form, Counted, Absent> {
    @Override
    public Form first(Stamp stamp) {
      return Form.COUNT_ON;
    }

    @Override
    public UpdateItemRequest request(Stamp stamp, Form form, SlotGuard guard, long seen) {
      long end = Values.expiresAt(ttl, stamp.nowMillis()).orElse(CountExpressions.FOR_EVER);
      Values values =
          new Values(stamp)
              .number(":zero", 0)
              .number(":d", delta)
              .number(":seen", seen)
              .expiry(end);
      return switch (form) {
        case COUNT_ON ->
            isSmall()
                ? expressions.countOn(guard).on(table, key, values.map())
                : expressions
                    .countOnWithin(guard, delta > 0)
                    .on(table, key, values.number(":bound", bound()).map());
        case TAKE_OVER -> expressions.takeOver(guard).on(table, key, values.map());
      };
    }

    @Override
    public Counted applied(Form form, Stamp stamp, Item after) {
      return new Counted(
          new Count(after.number("c", 0), expiry(after)), IdleSlots.in(after, epoch, stamp));
    }

    /** Others may have counted on since: the slot keeps the sum as it was after this increment. */
    @Override
    public Counted landed(Form form, Stamp stamp, Item now) {
      return new Counted(
          new Count(now.number(SlotGuard.RESULT + epoch, 0), expiry(now)), IdleSlots.NONE);
    }

    @Override
    public SlotVerdict<Form, Absent> judge(Item met, Stamp next) {
      boolean lives = !met.exists() || Liveness.isLive(met, next.nowMillis());
      return lives && !isSmall() && isPastBound(met.number("c", 0))
          ? new SlotVerdict.No<>(new Absent(), true)
          : new SlotVerdict.Again<>(lives ? Form.COUNT_ON : Form.TAKE_OVER);
    }

    private boolean isSmall() {
      return Math.abs(delta) <= SMALL_STEP;
    }

    /** The last value from which the step stays within the counter's bounds. */
    private long bound() {
      return delta > 0 ? Counters.MOST - delta : -Counters.MOST - delta;
    }

    private boolean isPastBound(long value) {
      return delta > 0 ? value > bound() : value < bound();
    }
  }

  /** Deletes the counter if it lives. */
  record Delete(String table, ItemKey key, CountExpressions expressions)
      implements SlotOperation<Form, Absent, Absent> {
    @Override
    public Form first(Stamp stamp) {
      return Form.COUNT_ON;
    }

    @Override
    public UpdateItemRequest request(Stamp stamp, Form form, SlotGuard guard, long seen) {
      return expressions
          .delete(guard)
          .on(table, key, new Values(stamp).number(":seen", seen).tombstone().map());
    }

    @Override
    public Absent applied(Form form, Stamp stamp, Item after) {
      return new Absent();
    }

    @Override
    public Absent landed(Form form, Stamp stamp, Item now) {
      return new Absent();
    }

    @Override
    public SlotVerdict<Form, Absent> judge(Item met, Stamp next) {
      return count(met, next.nowMillis()).isPresent()
          ? new SlotVerdict.Again<>(Form.COUNT_ON)
          : new SlotVerdict.No<>(new Absent(), true);
    }
  }
}
