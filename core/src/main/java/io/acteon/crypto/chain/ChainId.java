package io.acteon.crypto.chain;

import io.acteon.crypto.Hash;
import io.acteon.crypto.MerkleTree;
import io.acteon.crypto.OctetWriter;
import io.acteon.crypto.Octets;

/**
 * Which chain, of which log, in which epoch; and the hashes that link its records. Immutable.
 *
 * @param logId 16 bytes that no other log has, from configuration
 * @param name the chain's name in its log
 * @param epoch {@link #EPOCH}; other numbers are for histories that begin anew
 */
public record ChainId(Octets logId, String name, long epoch) {
  public static final int LOG_ID_LENGTH = 16;

  /** The only epoch that there is so far. */
  public static final long EPOCH = 0;

  public ChainId {
    if (logId.size() != LOG_ID_LENGTH) {
      throw new IllegalArgumentException(
          "a log id has " + LOG_ID_LENGTH + " bytes, not " + logId.size());
    }
  }

  /** The log id that a text stands for: the first half of its SHA-256. */
  public static Octets logId(String text) {
    return Octets.utf8(text).sha256().octets().slice(0, LOG_ID_LENGTH);
  }

  /** What stands before the first record: SHA-256(0x03 || log_id || lp(chain) || u32 epoch). */
  public Hash beginning() {
    return new OctetWriter().u8(3).raw(logId).lp(name).u32(epoch).sha256();
  }

  /**
   * SHA-256(0x02 || log_id || lp(chain) || u32 epoch || u64 n || u64 expires_s || lp(id) || prev ||
   * content).
   *
   * @param expiresSeconds when the record may be collected, in epoch seconds; 0 for never
   */
  public Hash recordHash(long n, long expiresSeconds, String recordId, Hash prev, Hash content) {
    return new OctetWriter()
        .u8(2)
        .raw(logId)
        .lp(name)
        .u32(epoch)
        .u64(n)
        .u64(expiresSeconds)
        .lp(recordId)
        .hash(prev)
        .hash(content)
        .sha256();
  }

  /** The leaf of a record in the chain's Merkle tree. */
  public static Hash leaf(Hash recordHash) {
    return MerkleTree.leaf(recordHash.octets());
  }

  /** The name of this chain in checkpoints: it tells no tenant. */
  public String origin(String logOrigin) {
    Hash hidden = new OctetWriter().raw(logId).lp(name).sha256();
    return logOrigin + "/" + hidden.hex() + "/" + epoch;
  }
}
