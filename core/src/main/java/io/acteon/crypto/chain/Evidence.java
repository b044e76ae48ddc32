package io.acteon.crypto.chain;

import io.acteon.crypto.Hash;
import io.acteon.crypto.Octets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What there is of one chain to be verified: a table, or an export. Reads are of the present state
 * and may be repeated.
 */
public interface Evidence {

  /**
   * Where the chain says that it ends; empty when there is no head.
   *
   * @throws UnreadableRecordException when there is one that is none
   */
  Optional<ChainTip> head();

  /** The bytes of segments {@code from} to before {@code to} that there are, by number. */
  Map<Long, Octets> segments(ChainId chain, long from, long to);

  /** What there is of these records, by id. */
  Map<String, Found> records(Collection<Wanted> wanted);

  /**
   * All records that queries would find, whether or not a segment names them; in no order. Empty
   * when this evidence has no such view.
   */
  Optional<Listing> listing();

  /** The time by which expiry is judged. */
  Instant now();

  /** A record as its segment names it. */
  record Wanted(long epoch, long sequence, Hash previous, Segment.Entry entry) {}

  /**
   * A record as it was found.
   *
   * @param sealed its bytes
   * @param ttl the second after which it may be collected, if that is set
   * @param attributeFault what of its attributes does not follow from its body
   * @param placeFault what it says wrongly of its own place in the chain
   */
  record Found(
      SealedRecord sealed,
      OptionalLong ttl,
      Optional<String> attributeFault,
      Optional<String> placeFault) {}

  /** Pages of listed records. */
  interface Listing {
    /** The next page; empty at the end. */
    List<Listed> next();
  }

  /**
   * A record as an index lists it.
   *
   * @param sequence the number it claims; empty when it claims none
   */
  record Listed(String id, long dispatchedMillis, OptionalLong sequence) {}
}
