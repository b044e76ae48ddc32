package io.acteon.dynamodb.state;

import static io.acteon.dynamodb.state.Fragments.DEAD;
import static io.acteon.dynamodb.state.Fragments.LIVE;
import static io.acteon.dynamodb.state.Fragments.SET_EXPIRY;
import static io.acteon.dynamodb.state.Fragments.SET_TOMBSTONE;

import io.acteon.dynamodb.internal.Expression;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * The item protocol of counters; see docs/design/state-on-dynamodb.md, "Expressions". Immutable;
 * one for each process epoch, whose slot it names.
 *
 * <p>Attributes besides those of the slots: {@code c} the sum, {@code x} expiry in epoch
 * milliseconds, {@code d} deleted, {@code ttl}. A counter without expiry has the year 9999 for one,
 * so that a later increment with a time to live finds one set and leaves it.
 */
final class CountExpressions {
  /** 9999-12-31T23:59:59.999Z: never. */
  static final long FOR_EVER = 253_402_300_799_999L;

  private static final String COUNT_ON =
      "SET #c=if_not_exists(#c,:zero)+:d, #r=if_not_exists(#c,:zero)+:d, #w=:v,"
          + " #x=if_not_exists(#x,:x), #ttl=if_not_exists(#ttl,:ttl)";

  private final Map<SlotGuard, Expression> countOn = new EnumMap<>(SlotGuard.class);
  private final Map<SlotGuard, Expression> upWithin = new EnumMap<>(SlotGuard.class);
  private final Map<SlotGuard, Expression> downWithin = new EnumMap<>(SlotGuard.class);
  private final Map<SlotGuard, Expression> takeOver = new EnumMap<>(SlotGuard.class);
  private final Map<SlotGuard, Expression> delete = new EnumMap<>(SlotGuard.class);

  CountExpressions(String epoch) {
    for (SlotGuard guard : SlotGuard.values()) {
      countOn.put(guard, slotted(LIVE + " AND " + guard.condition, COUNT_ON, epoch));
      upWithin.put(
          guard, slotted(LIVE + " AND NOT #c > :bound AND " + guard.condition, COUNT_ON, epoch));
      downWithin.put(
          guard, slotted(LIVE + " AND NOT #c < :bound AND " + guard.condition, COUNT_ON, epoch));
      takeOver.put(
          guard,
          slotted(
              DEAD + " AND " + guard.condition,
              "SET #c=:d, #r=:d, #w=:v, " + SET_EXPIRY + " REMOVE #d",
              epoch));
      delete.put(
          guard,
          slotted(
              "attribute_exists(#c) AND " + LIVE + " AND " + guard.condition,
              "SET " + SET_TOMBSTONE + ", #w=:v REMOVE #c, #x",
              epoch));
    }
  }

  private static Expression slotted(String condition, String update, String epoch) {
    return Expression.of(condition, update, alias -> SlotGuard.attribute(alias, epoch))
        .returning(ReturnValue.ALL_NEW);
  }

  Expression countOn(SlotGuard guard) {
    return of(countOn, guard);
  }

  /** Counts on unless the counter is past a bound: above it on the way up, below it down. */
  Expression countOnWithin(SlotGuard guard, boolean up) {
    return of(up ? upWithin : downWithin, guard);
  }

  Expression takeOver(SlotGuard guard) {
    return of(takeOver, guard);
  }

  Expression delete(SlotGuard guard) {
    return of(delete, guard);
  }

  private static Expression of(Map<SlotGuard, Expression> variants, SlotGuard guard) {
    Expression expression = variants.get(guard);
    if (expression == null) {
      throw new AssertionError("made for every guard: " + guard);
    }
    return expression;
  }
}
