package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Expression;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * The item protocol of rate limits; see docs/design/state-on-dynamodb.md, "Expressions". Immutable;
 * one for each process epoch, whose slot it names.
 *
 * <p>Attributes besides those of the slots: {@code tat} the theoretical arrival time of the next
 * call in epoch microseconds, {@code ttl}.
 */
final class RateExpressions {
  private final Map<SlotGuard, Expression> busy = new EnumMap<>(SlotGuard.class);
  private final Map<SlotGuard, Expression> idle = new EnumMap<>(SlotGuard.class);

  RateExpressions(String epoch) {
    for (SlotGuard guard : SlotGuard.values()) {
      busy.put(
          guard,
          slotted(
              "#tat >= :micros AND #tat <= :lim AND " + guard.condition,
              "SET #tat=#tat+:inc, #w=:v, #ttl=:ttl",
              epoch));
      idle.put(
          guard,
          slotted(
              "(attribute_not_exists(#tat) OR #tat < :micros) AND " + guard.condition,
              "SET #tat=:microsPlusInc, #w=:v, #ttl=:ttl",
              epoch));
    }
  }

  private static Expression slotted(String condition, String update, String epoch) {
    return Expression.of(condition, update, alias -> SlotGuard.attribute(alias, epoch))
        .returning(ReturnValue.ALL_NEW);
  }

  /** Where permits were taken lately: the arrival time moves on. */
  Expression busy(SlotGuard guard) {
    return of(busy, guard);
  }

  /** Where none was taken lately: the arrival time begins now. */
  Expression idle(SlotGuard guard) {
    return of(idle, guard);
  }

  private static Expression of(Map<SlotGuard, Expression> variants, SlotGuard guard) {
    Expression expression = variants.get(guard);
    if (expression == null) {
      throw new AssertionError("made for every guard: " + guard);
    }
    return expression;
  }
}
