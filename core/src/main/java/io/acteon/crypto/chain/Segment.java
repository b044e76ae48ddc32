package io.acteon.crypto.chain;

import io.acteon.crypto.Hash;
import io.acteon.crypto.MerkleFrontier;
import io.acteon.crypto.Octets;
import java.util.List;

/**
 * The records that one transaction appended, without their bodies: it outlives them. Immutable.
 *
 * @param k its number in the chain and epoch, from 0
 * @param first the sequence number of its first record
 * @param batchId 16 random bytes, by which an appender knows its own segment
 * @param prev the record hash before the first
 * @param prevSegment the hash of segment {@code k - 1}'s bytes; 32 zero bytes in segment 0
 * @param minDispatched the earliest dispatch of its records, in epoch milliseconds
 * @param maxDispatched the latest
 * @param frontier the chain's Merkle tree after its last record
 */
public record Segment(
    ChainId chain,
    long k,
    long first,
    Octets batchId,
    Hash prev,
    Hash prevSegment,
    long minDispatched,
    long maxDispatched,
    List<Entry> entries,
    MerkleFrontier frontier) {
  public static final int BATCH_ID_LENGTH = 16;
  public static final Hash NO_SEGMENT = Hash.of(Octets.of(new byte[Hash.LENGTH]));

  public Segment {
    entries = List.copyOf(entries);
    if (entries.isEmpty() || batchId.size() != BATCH_ID_LENGTH) {
      throw new IllegalArgumentException(
          "a segment has records and a batch id of " + BATCH_ID_LENGTH + " bytes");
    }
  }

  /**
   * What a segment says of one record.
   *
   * @param expiresSeconds when it may be collected, in epoch seconds; 0 for never
   */
  public record Entry(String id, long expiresSeconds, Hash content, Hash recordHash) {}

  public long last() {
    return first + entries.size() - 1;
  }

  /** The record hash of its last record. */
  public Hash end() {
    return entries.getLast().recordHash();
  }

  /** What comes before record {@code index} of this segment. */
  public Hash before(int index) {
    return index == 0 ? prev : entries.get(index - 1).recordHash();
  }
}
