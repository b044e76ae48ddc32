package io.acteon.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A string of bytes, compared by content. Immutable. */
public final class Octets {
  public static final Octets EMPTY = new Octets(new byte[0]);

  private final byte[] bytes;

  private Octets(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of {@code bytes}. */
  public static Octets of(byte[] bytes) {
    return new Octets(bytes.clone());
  }

  /** The array itself, which nobody changes from here on. */
  static Octets owning(byte[] bytes) {
    return new Octets(bytes);
  }

  /** {@code text} in UTF-8; an unpaired surrogate is refused, since UTF-8 cannot carry it. */
  public static Octets utf8(String text) {
    return new Octets(Utf8.bytes(text));
  }

  /**
   * The bytes that URL-safe unpadded base64 stands for. One text for each: the bits that the last
   * character has to spare must be zero (RFC 4648, section 3.5).
   *
   * @throws IllegalArgumentException when {@code text} is not that
   */
  public static Octets fromBase64Url(String text) {
    return decoded(text, Base64.getUrlDecoder(), Base64.getUrlEncoder().withoutPadding());
  }

  /**
   * The same of padded base64 in the standard alphabet.
   *
   * @throws IllegalArgumentException when {@code text} is not that
   */
  public static Octets fromBase64(String text) {
    return decoded(text, Base64.getDecoder(), Base64.getEncoder());
  }

  private static Octets decoded(String text, Base64.Decoder decoder, Base64.Encoder encoder) {
    byte[] bytes = decoder.decode(text);
    if (!encoder.encodeToString(bytes).equals(text)) {
      throw new IllegalArgumentException("not base64 as it is written: " + text);
    }
    return new Octets(bytes);
  }

  public int size() {
    return bytes.length;
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return bytes.clone();
  }

  /** The bytes from {@code from} to before {@code to}. */
  public Octets slice(int from, int to) {
    return new Octets(Arrays.copyOfRange(bytes, from, to));
  }

  public String base64Url() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** The text these bytes are in UTF-8; malformed sequences become U+FFFD. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public Hash sha256() {
    return Hash.ofMessage(bytes);
  }

  /** The bytes themselves, for readers inside this package that do not change them. */
  byte[] shared() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Octets[" + (bytes.length <= 64 ? hex() : bytes.length + " bytes") + "]";
  }
}
