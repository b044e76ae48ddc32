package io.acteon.dynamodb.audit;

import io.acteon.store.StoreException;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What came of sending a {@link ChainCommit}. Immutable. */
sealed interface CommitVerdict {

  /**
   * The transaction is in the table.
   *
   * @param contended whether other transactions were in its way
   */
  record Landed(boolean contended) implements CommitVerdict {}

  /**
   * It is not and never will be: another stands in its place.
   *
   * @param segment the item of the segment in its place, if it was shown; else empty
   */
  record Moved(ChainHead to, Map<String, AttributeValue> segment) implements CommitVerdict {}

  /** It is not: records with these places in the batch exist already. */
  record Met(Set<Integer> places) implements CommitVerdict {}

  /** It is not: the scope is in the directory already. */
  record Listed() implements CommitVerdict {}

  /** DynamoDB finds something in it invalid and does not say what. */
  record Invalid(String reason) implements CommitVerdict {}

  /**
   * The table contradicts itself, as far as one look shows: reads beside a transaction may see one
   * of its items before another.
   */
  record Doubtful(String finding) implements CommitVerdict {}

  /** The table contradicts itself: nothing may be appended to this chain. */
  record Broken(String finding) implements CommitVerdict {}

  /**
   * The time is up or the store rejects the call.
   *
   * @param open whether the transaction may be in the table, or may land yet
   */
  record Lost(StoreException fault, boolean open) implements CommitVerdict {}
}
