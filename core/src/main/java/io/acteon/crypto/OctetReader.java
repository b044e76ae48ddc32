package io.acteon.crypto;

/**
 * Takes apart what {@link OctetWriter} laid out. Every method throws {@link
 * IllegalArgumentException} when the bytes end too early. Not thread-safe.
 */
public final class OctetReader {
  private final Octets source;
  private int position;

  public OctetReader(Octets source) {
    this.source = source;
  }

  public int u8() {
    need(1);
    return source.shared()[position++] & 0xFF;
  }

  public int u16() {
    return u8() << 8 | u8();
  }

  public long u32() {
    return (long) u16() << 16 | u16();
  }

  public long u64() {
    return u32() << 32 | u32();
  }

  public Octets raw(int size) {
    need(size);
    position += size;
    return source.slice(position - size, position);
  }

  public Hash hash() {
    return Hash.of(raw(Hash.LENGTH));
  }

  public Octets lp() {
    long size = u32();
    if (size > remaining()) {
      throw new IllegalArgumentException(
          "a length of " + size + " bytes where " + remaining() + " are left");
    }
    return raw((int) size);
  }

  public int position() {
    return position;
  }

  public int remaining() {
    return source.size() - position;
  }

  private void need(int size) {
    if (size < 0 || size > remaining()) {
      throw new IllegalArgumentException(
          size + " bytes wanted at " + position + " where " + remaining() + " are left");
    }
  }
}
