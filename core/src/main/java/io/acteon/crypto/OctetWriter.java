package io.acteon.crypto;

import java.io.ByteArrayOutputStream;

/**
 * Lays out the bytes of a hash's preimage or of a binary record: big-endian numbers, raw bytes, and
 * {@code lp}, which is a u32 length and the bytes. Not thread-safe.
 */
public final class OctetWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** ASCII text without a length: the domain that a preimage belongs to. */
  public OctetWriter tag(String text) {
    return raw(Octets.utf8(text));
  }

  public OctetWriter u8(int value) {
    out.write(value);
    return this;
  }

  public OctetWriter u16(int value) {
    return u8(value >>> 8).u8(value);
  }

  public OctetWriter u32(long value) {
    return u16((int) (value >>> 16)).u16((int) value);
  }

  public OctetWriter u64(long value) {
    return u32(value >>> 32).u32(value);
  }

  public OctetWriter raw(Octets value) {
    out.writeBytes(value.shared());
    return this;
  }

  public OctetWriter hash(Hash value) {
    out.writeBytes(value.shared());
    return this;
  }

  public OctetWriter lp(Octets value) {
    return u32(value.size()).raw(value);
  }

  public OctetWriter lp(String text) {
    return lp(Octets.utf8(text));
  }

  public Octets octets() {
    return Octets.of(out.toByteArray());
  }

  public Hash sha256() {
    return Hash.ofMessage(out.toByteArray());
  }
}
