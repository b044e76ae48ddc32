package io.acteon.dynamodb.state;

import static io.acteon.dynamodb.state.Fragments.ABSENT;
import static io.acteon.dynamodb.state.Fragments.FENCE;
import static io.acteon.dynamodb.state.Fragments.RING;
import static io.acteon.dynamodb.state.Fragments.SET_EXPIRY;
import static io.acteon.dynamodb.state.Fragments.SET_TOMBSTONE;

import io.acteon.dynamodb.internal.Expression;

/**
 * The item protocol of claims; see docs/design/state-on-dynamodb.md, "Expressions". All three
 * writes also leave their ids in the ring: a claim that landed, ended and was claimed by another
 * before its own answer came is then told from one that never landed.
 *
 * <p>Attributes besides those of every item: {@code st} state, {@code own} owner (the id of the
 * claiming write), {@code tok} its version, {@code dl} the execution's deadline in epoch
 * milliseconds, {@code note}, {@code res} result. Completion leaves expiry as the claim set it.
 */
final class ClaimExpressions {
  static final String IN_PROGRESS = "ip";
  static final String COMPLETED = "done";

  private static final String OVERDUE = "(#st = :ip AND #dl < :overdue)";
  private static final String OURS = "#st = :ip AND #own = :me AND #tok = :tok";

  static final Expression CLAIM =
      Expression.of(
          "(" + ABSENT + " OR #d = :t OR #x <= :now OR " + OVERDUE + ") AND " + FENCE,
          "SET #st=:ip, #own=:oid, #tok=:v, #ver=:v, #dl=:dl, #note=:note, "
              + SET_EXPIRY
              + ", "
              + RING
              + " REMOVE #d, #res");

  static final Expression COMPLETE =
      Expression.of(OURS, "SET #st=:done, #res=:res, #ver=:v, " + RING + " REMOVE #dl");

  static final Expression RELEASE =
      Expression.of(
          OURS,
          "SET "
              + SET_TOMBSTONE
              + ", #ver=:v, "
              + RING
              + " REMOVE #st, #own, #dl, #note, #res, #x");

  private ClaimExpressions() {}
}
