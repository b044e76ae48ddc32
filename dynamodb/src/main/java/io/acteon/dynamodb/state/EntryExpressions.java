package io.acteon.dynamodb.state;

import static io.acteon.dynamodb.state.Fragments.ABSENT;
import static io.acteon.dynamodb.state.Fragments.DEAD;
import static io.acteon.dynamodb.state.Fragments.FENCE;
import static io.acteon.dynamodb.state.Fragments.LIVE;
import static io.acteon.dynamodb.state.Fragments.PRESENT;
import static io.acteon.dynamodb.state.Fragments.REMOVE_EXPIRY;
import static io.acteon.dynamodb.state.Fragments.RING;
import static io.acteon.dynamodb.state.Fragments.SET_EXPIRY;
import static io.acteon.dynamodb.state.Fragments.SET_TOMBSTONE;

import io.acteon.dynamodb.internal.Expression;
import io.acteon.state.Ttl;

/**
 * The item protocol of entries; see docs/design/state-on-dynamodb.md, "Expressions".
 *
 * <p>Attributes: {@code v} value, {@code ver} version, {@code x} expiry in epoch milliseconds,
 * {@code d} deleted, {@code f} seal, {@code o0..o3} ring, {@code fence} greatest token, {@code ttl}
 * epoch seconds for DynamoDB's collection, {@code id} the raw id where the key holds its hash.
 */
final class EntryExpressions {
  private static final String WRITE = "SET #v=:val, #ver=:v, " + RING;
  private static final String OLD_GONE = "(" + ABSENT + " OR " + DEAD + ")";
  private static final String TOKEN = "(attribute_not_exists(#fence) OR #fence <= :token)";

  /** Condition and update without and with an expiry. */
  private record Variants(Expression forEver, Expression expiring) {
    static Variants of(String condition, String write) {
      return new Variants(
          Expression.of(condition, write + " REMOVE #d, " + REMOVE_EXPIRY),
          Expression.of(condition, write + ", " + SET_EXPIRY + " REMOVE #d"));
    }

    Expression with(Ttl ttl) {
      return switch (ttl) {
        case Ttl.Never _ -> forEver;
        case Ttl.After _ -> expiring;
        case Ttl.Keep _ ->
            throw new IllegalArgumentException(
                "Ttl.KEEP is for compareAndSwap on an entry that is there");
      };
    }
  }

  private static final Variants SET = Variants.of(FENCE, WRITE);
  private static final Variants CHECK_AND_SET = Variants.of(OLD_GONE + " AND " + FENCE, WRITE);
  private static final Variants FENCED_SET =
      Variants.of(TOKEN + " AND " + FENCE, WRITE + ", #fence=:token");

  private static final String SAME = "#ver = :e AND " + LIVE;
  private static final Variants SWAP = Variants.of(SAME, WRITE);
  private static final Expression SWAP_KEEPING = Expression.of(SAME, WRITE);

  static final Expression DELETE =
      Expression.of(
          PRESENT + " AND " + LIVE + " AND " + FENCE,
          "SET " + SET_TOMBSTONE + ", #ver=:v, " + RING + " REMOVE #v, #x");

  private EntryExpressions() {}

  static Expression set(Ttl ttl) {
    return SET.with(ttl);
  }

  static Expression checkAndSet(Ttl ttl) {
    return CHECK_AND_SET.with(ttl);
  }

  static Expression fencedSet(Ttl ttl) {
    return FENCED_SET.with(ttl);
  }

  static Expression compareAndSwap(Ttl ttl) {
    return ttl instanceof Ttl.Keep ? SWAP_KEEPING : SWAP.with(ttl);
  }
}
