package io.acteon.crypto.chain;

import io.acteon.crypto.Ed25519Private;
import io.acteon.crypto.Ed25519Public;
import io.acteon.crypto.Hash;
import io.acteon.crypto.MerkleFrontier;
import io.acteon.crypto.OctetReader;
import io.acteon.crypto.OctetWriter;
import io.acteon.crypto.Octets;
import java.util.ArrayList;
import java.util.Optional;

/**
 * A segment in its bytes, signed or not: what is stored, hashed and exported. Immutable. The layout
 * is in docs/design/audit-chain.md.
 *
 * @param bytes all of it, the signature included
 * @param keyId whose signature it bears; empty when it bears none
 */
public record SegmentBytes(Segment segment, Octets bytes, Optional<Octets> keyId) {
  private static final String MAGIC = "ACSG";
  private static final int VERSION = 1;
  private static final String DOMAIN = "acteon/segment/v1";
  private static final int KEY_ID_LENGTH = 8;

  /** Lays out a segment and signs it, if there is a key. */
  public static SegmentBytes of(Segment segment, Optional<Ed25519Private> key) {
    Optional<Octets> keyId = key.map(signer -> signer.publicKey().id());
    Octets unsigned = unsigned(segment, keyId);
    Octets bytes =
        key.map(signer ->
                new OctetWriter().raw(unsigned).raw(signer.sign(signedMessage(unsigned))).octets())
            .orElse(unsigned);
    return new SegmentBytes(segment, bytes, keyId);
  }

  private static Octets unsigned(Segment segment, Optional<Octets> keyId) {
    var out =
        new OctetWriter()
            .tag(MAGIC)
            .u8(VERSION)
            .raw(segment.chain().logId())
            .lp(segment.chain().name())
            .u32(segment.chain().epoch())
            .u64(segment.k())
            .u64(segment.first())
            .u16(segment.entries().size())
            .raw(segment.batchId())
            .hash(segment.prev())
            .hash(segment.prevSegment())
            .u64(segment.minDispatched())
            .u64(segment.maxDispatched());
    for (Segment.Entry entry : segment.entries()) {
      out.lp(entry.id()).u64(entry.expiresSeconds()).hash(entry.content()).hash(entry.recordHash());
    }
    out.raw(segment.frontier().octets());
    out.u8(keyId.map(Octets::size).orElse(0));
    keyId.ifPresent(out::raw);
    return out.octets();
  }

  private static Octets signedMessage(Octets unsigned) {
    return new OctetWriter().tag(DOMAIN).raw(unsigned).octets();
  }

  /**
   * Reads a segment; its signature is not verified here.
   *
   * @throws UnreadableRecordException when the bytes are not a segment of version 1, to the last
   */
  public static SegmentBytes read(Octets bytes) {
    try {
      var in = new OctetReader(bytes);
      if (!in.raw(MAGIC.length()).text().equals(MAGIC) || in.u8() != VERSION) {
        throw new UnreadableRecordException("not a segment of version " + VERSION);
      }
      Segment segment = segment(in);
      int keyLength = in.u8();
      Optional<Octets> keyId = keyLength == 0 ? Optional.empty() : Optional.of(in.raw(keyLength));
      int signature = keyLength == 0 ? 0 : Ed25519Public.SIGNATURE_LENGTH;
      if ((keyLength != 0 && keyLength != KEY_ID_LENGTH) || in.remaining() != signature) {
        throw new UnreadableRecordException("a segment's signature has an odd length");
      }
      return new SegmentBytes(segment, bytes, keyId);
    } catch (IllegalArgumentException e) {
      throw new UnreadableRecordException("not a segment: " + e.getMessage(), e);
    }
  }

  private static Segment segment(OctetReader in) {
    var chain = new ChainId(in.raw(ChainId.LOG_ID_LENGTH), in.lp().text(), in.u32());
    long k = in.u64();
    long first = in.u64();
    int count = in.u16();
    Octets batchId = in.raw(Segment.BATCH_ID_LENGTH);
    Hash prev = in.hash();
    Hash prevSegment = in.hash();
    long min = in.u64();
    long max = in.u64();
    var entries = new ArrayList<Segment.Entry>();
    for (int i = 0; i < count; i++) {
      entries.add(new Segment.Entry(in.lp().text(), in.u64(), in.hash(), in.hash()));
    }
    return new Segment(
        chain, k, first, batchId, prev, prevSegment, min, max, entries, MerkleFrontier.read(in));
  }

  /** SHA-256 of all bytes: what the next segment names as its predecessor. */
  public Hash hash() {
    return bytes.sha256();
  }

  /** Whether the signature is there and {@code key}'s. */
  public boolean isSignedBy(Ed25519Public key) {
    if (!keyId.equals(Optional.of(key.id()))) {
      return false;
    }
    int end = bytes.size() - Ed25519Public.SIGNATURE_LENGTH;
    return key.verifies(signedMessage(bytes.slice(0, end)), bytes.slice(end, bytes.size()));
  }
}
