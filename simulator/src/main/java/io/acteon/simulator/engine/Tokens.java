package io.acteon.simulator.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The idempotency tokens of transactions that were committed in the last ten minutes. Immutable.
 */
record Tokens(SortedTree<String, Use> uses, SortedTree<Expiry, Boolean> expiries) {
  private static final Duration LIFE = Duration.ofMinutes(10);

  /**
   * A committed transaction.
   *
   * @param fingerprint of what it asked for
   * @param charges what answering it again costs
   */
  record Use(long fingerprint, List<Charge> charges) {}

  /** When a token is forgotten. */
  record Expiry(Instant at, String token) implements Comparable<Expiry> {
    @Override
    public int compareTo(Expiry other) {
      int side = at.compareTo(other.at);
      return side != 0 ? side : token.compareTo(other.token);
    }
  }

  static Tokens empty() {
    return new Tokens(SortedTree.empty(), SortedTree.empty());
  }

  @Nullable Use find(String token) {
    return uses.get(token);
  }

  Tokens with(String token, Use use, Instant now) {
    return new Tokens(
        uses.put(token, use), expiries.put(new Expiry(now.plus(LIFE), token), Boolean.TRUE));
  }

  Tokens forget(Instant now) {
    Tokens left = this;
    Iterator<SortedTree.Node<Expiry, Boolean>> oldest = expiries.ascending(_ -> 0);
    while (oldest.hasNext()) {
      Expiry expiry = oldest.next().key();
      if (expiry.at().isAfter(now)) {
        break;
      }
      left = new Tokens(left.uses.remove(expiry.token()), left.expiries.remove(expiry));
    }
    return left;
  }
}
