package io.acteon.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 digest. Immutable. */
public final class Hash {
  public static final int LENGTH = 32;

  private static final MessageDigest UNUSED = lookUp();

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The digest that {@code bytes} are.
   *
   * @throws IllegalArgumentException when they are not 32
   */
  public static Hash of(Octets bytes) {
    if (bytes.size() != LENGTH) {
      throw new IllegalArgumentException(
          "a SHA-256 digest has " + LENGTH + " bytes, not " + bytes.size());
    }
    return new Hash(bytes.shared());
  }

  /** The digest that {@code hex} stands for. */
  public static Hash fromHex(String hex) {
    return of(Octets.of(HexFormat.of().parseHex(hex)));
  }

  static Hash ofMessage(byte[]... parts) {
    MessageDigest digest = newDigest();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return new Hash(digest.digest());
  }

  static Hash ofMessage(byte[] bytes, int length) {
    MessageDigest digest = newDigest();
    digest.update(bytes, 0, length);
    return new Hash(digest.digest());
  }

  /** A copy of one that is never used is had sooner than a new one, which providers look up. */
  private static MessageDigest newDigest() {
    try {
      return (MessageDigest) UNUSED.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this JDK's SHA-256 cannot be copied", e);
    }
  }

  private static MessageDigest lookUp() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256, which every JDK must have", e);
    }
  }

  public Octets octets() {
    return Octets.owning(bytes);
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  byte[] shared() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
