package io.acteon.dynamodb.state;

import static io.acteon.dynamodb.state.Fragments.UNSEALED;

import io.acteon.dynamodb.internal.Expression;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * The item protocol of locks; see docs/design/state-on-dynamodb.md, "Expressions".
 *
 * <p>Attributes: {@code own} holder (the id of the acquiring write; absent when free), {@code tok}
 * its version, the fencing token, {@code rvn} the version of the last write to the lease, {@code
 * dur} the lease's length in milliseconds, {@code exp} its end in epoch milliseconds by the
 * holder's clock, {@code rel} the last token released, {@code brk} the id of the last write that
 * broke a lease, {@code f} seal, {@code ttl}.
 */
final class LockExpressions {
  private static final String NEWER = "(attribute_not_exists(#rvn) OR #rvn < :v)";
  private static final String OURS = "#own = :me AND #tok = :tok";
  private static final String LEASE = "#rvn=:v, #exp=:exp, #dur=:dur, #ttl=:ttl";
  private static final String FREE = "SET #brk=:oid, #rvn=:v, #ttl=:ttl REMOVE #own, #exp";

  /** A lease that has not moved for its whole length, as we saw it, or is over beyond doubt. */
  static final Expression ACQUIRE =
      Expression.of(
          "(attribute_not_exists(#own) OR #rvn = :seen OR #exp < :overdue) AND "
              + NEWER
              + " AND "
              + UNSEALED,
          "SET #own=:oid, #tok=:v, " + LEASE);

  static final Expression EXTEND = Expression.of(OURS + " AND #rvn < :v", "SET " + LEASE);

  static final Expression RELEASE =
      Expression.of(OURS, "SET #rel=:tok, #rvn=:v, #ttl=:ttl REMOVE #own, #exp");

  /** From one holder to the next in one write, so that nobody comes between. */
  static final Expression HAND_OFF =
      Expression.of(OURS + " AND #rvn < :v", "SET #own=:oid, #tok=:v, " + LEASE);

  static final Expression FORCE_UNLOCK =
      Expression.of("attribute_exists(#own) AND #tok = :tok AND #rvn < :v", FREE);

  /**
   * Keeps an acquisition whose answer was lost from landing after it was answered "held", or given
   * up.
   */
  static final Expression SEAL =
      Expression.of(UNSEALED, "SET #f=:v, #ttl=if_not_exists(#ttl,:ttl)")
          .returning(ReturnValue.ALL_OLD);

  /**
   * The same for a lock that nobody holds. It is kept for as long as a lost request lives, however
   * long ago the lock was released.
   */
  static final Expression SEAL_FREE =
      Expression.of("attribute_not_exists(#own) AND " + UNSEALED, "SET #f=:v, #ttl=:ttl")
          .returning(ReturnValue.ALL_OLD);

  private LockExpressions() {}
}
