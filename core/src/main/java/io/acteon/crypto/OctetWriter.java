package io.acteon.crypto;

import java.util.Arrays;

/**
 * Lays out the bytes of a hash's preimage or of a binary record: big-endian numbers, raw bytes, and
 * {@code lp}, which is a u32 length and the bytes. Not thread-safe.
 */
public final class OctetWriter {
  private byte[] bytes = new byte[256];
  private int size;

  /** ASCII text without a length: the domain that a preimage belongs to. */
  public OctetWriter tag(String text) {
    return raw(Octets.utf8(text));
  }

  public OctetWriter u8(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
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
    return append(value.shared());
  }

  public OctetWriter hash(Hash value) {
    return append(value.shared());
  }

  public OctetWriter lp(Octets value) {
    return u32(value.size()).raw(value);
  }

  public OctetWriter lp(String text) {
    return lp(Octets.utf8(text));
  }

  public Octets octets() {
    return Octets.owning(Arrays.copyOf(bytes, size));
  }

  public Hash sha256() {
    return Hash.ofMessage(bytes, size);
  }

  private OctetWriter append(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
    return this;
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
    }
  }
}
