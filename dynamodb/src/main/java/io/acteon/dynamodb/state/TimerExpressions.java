package io.acteon.dynamodb.state;

import static io.acteon.dynamodb.state.Fragments.FENCE;
import static io.acteon.dynamodb.state.Fragments.LIVE;
import static io.acteon.dynamodb.state.Fragments.PRESENT;
import static io.acteon.dynamodb.state.Fragments.RING;
import static io.acteon.dynamodb.state.Fragments.SET_TOMBSTONE;

import io.acteon.dynamodb.internal.Expression;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * The item protocol of timers; see docs/design/state-on-dynamodb.md, "Expressions".
 *
 * <p>Attributes besides those of every fenced item with a ring: {@code tb} and {@code td} the keys
 * of the index {@code due}, where {@code td} is when the timer may be claimed in epoch
 * milliseconds: when due, or when its claimant's lease ends; {@code due} when it is due, {@code
 * own} claimant (the id of the claiming write), {@code pl} payload, {@code cls} class, {@code ns},
 * {@code tn}, {@code kd}, {@code sh} and {@code ki} the parts of the state key, which the index
 * does not hold.
 */
final class TimerExpressions {
  private static final String OURS = "#own = :me AND #ver = :claimed";
  private static final String DUE = "#tb=:tb, #td=:td, #due=:td, #pl=:pl";

  static final Expression PUT =
      Expression.of(
          FENCE,
          "SET "
              + DUE
              + ", #cls=:cls, #ns=:ns, #tn=:tn, #kd=:kd, #sh=:sh, #ki=:ki, #ver=:v, "
              + RING
              + " REMOVE #d, #ttl, #own");

  private static final String GONE =
      "SET " + SET_TOMBSTONE + ", #ver=:v, " + RING + " REMOVE #tb, #td, #due, #pl, #own";

  static final Expression REMOVE = Expression.of(PRESENT + " AND " + LIVE + " AND " + FENCE, GONE);

  /** Decides on the base item: the index, which may lag, only said where to look. */
  static final Expression CLAIM =
      Expression.of(
              "#td = :due AND #td <= :now AND #tb = :tb AND " + FENCE,
              "SET #td=:until, #own=:oid, #ver=:v, " + RING)
          .returning(ReturnValue.ALL_NEW);

  static final Expression COMPLETE = Expression.of(OURS, GONE);

  static final Expression RESCHEDULE =
      Expression.of(OURS, "SET " + DUE + ", #ver=:v, " + RING + " REMOVE #own");

  private TimerExpressions() {}
}
