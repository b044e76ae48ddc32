package io.acteon.audit;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One thing that a chain shows to be wrong. Immutable.
 *
 * @param sequence the number of the record it is about, if it is about one
 * @param detail for people: what was expected and what was found
 */
public record Finding(Kind kind, OptionalLong sequence, Optional<String> recordId, String detail) {

  /** What was done to the trail. */
  public enum Kind {
    /** Bytes are not those that were hashed. */
    EDITED,
    /** A record stands in the table that no segment names. */
    INSERTED,
    /** A record or segment is gone that had not expired. */
    DELETED,
    /** A record says it stands elsewhere than it does. */
    REORDERED,
    /** The chain ends before where it is known to have been. */
    TRUNCATED,
    /** A segment does not continue the one before it. */
    FORKED,
    /** The time after which a record may be collected was moved. */
    TTL_CHANGED,
    /** An attribute that queries go by does not follow from the record. */
    INDEX_CHANGED,
    /** A field is gone, and nothing says that it was shredded. */
    FIELD_MISSING,
    /** Something cannot be read at all. */
    UNREADABLE,
    /** The chain is gone as a whole. */
    CHAIN_DELETED,
    /** The head is older than the segments. */
    ROLLED_BACK,
    /** A record is gone that a legal hold was to keep. */
    HOLD_VIOLATED,
    /** A provider was called without an intent. */
    OUTCOME_WITHOUT_INTENT,
    /** A signature is not one of a trusted key. */
    SIGNATURE_INVALID
  }

  public static Finding ofRecord(Kind kind, long sequence, String recordId, String detail) {
    return new Finding(kind, OptionalLong.of(sequence), Optional.of(recordId), detail);
  }

  public static Finding at(Kind kind, long sequence, String detail) {
    return new Finding(kind, OptionalLong.of(sequence), Optional.empty(), detail);
  }

  public static Finding ofChain(Kind kind, String detail) {
    return new Finding(kind, OptionalLong.empty(), Optional.empty(), detail);
  }
}
