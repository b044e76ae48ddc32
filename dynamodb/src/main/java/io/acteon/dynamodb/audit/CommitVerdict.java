package io.acteon.dynamodb.audit;

import io.acteon.store.StoreException;
import java.util.Set;

/** What came of sending a {@link ChainCommit}. Immutable. */
sealed interface CommitVerdict {

  /**
   * The transaction is in the table.
   *
   * @param contended whether other transactions were in its way
   */
  record Landed(boolean contended) implements CommitVerdict {}

  /** It is not and never will be: another stands in its place. */
  record Moved(ChainHead to) implements CommitVerdict {}

  /** It is not: records with these places in the batch exist already. */
  record Met(Set<Integer> places) implements CommitVerdict {}

  /** It is not: the scope is in the directory already. */
  record Listed() implements CommitVerdict {}

  /** DynamoDB finds something in it invalid and does not say what. */
  record Invalid(String reason) implements CommitVerdict {}

  /** The table contradicts itself: nothing may be appended to this chain. */
  record Broken(String finding) implements CommitVerdict {}

  /**
   * The time is up or the store rejects the call.
   *
   * @param open whether the transaction may be in the table, or may land yet
   */
  record Lost(StoreException fault, boolean open) implements CommitVerdict {}
}
