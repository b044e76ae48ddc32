package io.acteon.crypto.chain;

import io.acteon.audit.Finding;
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
  Optional<Head> head();

  /** Segments {@code from} to before {@code to} that there are, by number. */
  Map<Long, Stored> segments(ChainId chain, long from, long to);

  /** What there is of these records, by id. */
  Map<String, Found> records(Collection<Wanted> wanted);

  /**
   * All records that queries would find, whether or not a segment names them; in no order. Empty
   * when this evidence has no such view.
   */
  Optional<Listing> listing();

  /** What is wrong with that by which a chain that exists is found. */
  List<Finding> surroundings();

  /** The time by which expiry is judged. */
  Instant now();

  /** Whether that time is one of the beginning only, and the end is told to whoever verifies. */
  boolean endsLater();

  /**
   * Lets some time pass, after which transactions that were seen half are whole: reads are of one
   * item each, and several of them may lie before and after a transaction's.
   */
  void pause();

  /**
   * A head as it was found.
   *
   * @param held whether it says that a legal hold is in force
   * @param attributeFault what else it says, that no head does
   */
  record Head(ChainTip tip, boolean held, Optional<String> attributeFault) {}

  /**
   * A segment as it was found.
   *
   * @param attributeFault what stands beside its bytes, where nothing may
   */
  record Stored(Octets bytes, Optional<String> attributeFault) {}

  /** A record as its segment names it. */
  record Wanted(long epoch, long sequence, Hash previous, Segment.Entry entry) {}

  /**
   * A record as it was found.
   *
   * @param sealed its bytes
   * @param ttl when it may be collected; empty when this evidence does not say
   * @param attributeFault what of its attributes does not follow from its body
   * @param placeFault what it says wrongly of its own place in the chain
   */
  record Found(
      SealedRecord sealed,
      Optional<Ttl> ttl,
      Optional<String> attributeFault,
      Optional<String> placeFault) {}

  /**
   * The second after which a record may be collected.
   *
   * @param seconds 0 for never, negative for what is no time
   */
  record Ttl(long seconds) {
    public static final Ttl NONE = new Ttl(0);
    public static final Ttl NO_TIME = new Ttl(-1);
  }

  /** Pages of listed records. */
  interface Listing {
    /** The next page; empty at the end. Indexes lag: what it shows may be no more. */
    List<Listed> next();

    /** The record as it is now, if it is still listed. */
    Optional<Listed> again(String id);
  }

  /**
   * A record as an index lists it.
   *
   * @param sequence the number it claims; empty when it claims none
   */
  record Listed(String id, long dispatchedMillis, OptionalLong sequence) {}
}
