package io.acteon.simulator.value;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** An immutable byte string, ordered as DynamoDB orders binaries: unsigned, shorter first. */
public final class Bytes implements Comparable<Bytes> {
  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  static Bytes fromBase64(String text) {
    try {
      return new Bytes(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      throw Rejection.serialization("A binary value is not Base64: " + text);
    }
  }

  String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  public int length() {
    return bytes.length;
  }

  public boolean startsWith(Bytes prefix) {
    return bytes.length >= prefix.bytes.length
        && Arrays.equals(bytes, 0, prefix.bytes.length, prefix.bytes, 0, prefix.bytes.length);
  }

  public boolean contains(Bytes part) {
    int last = bytes.length - part.bytes.length;
    for (int at = 0; at <= last; at++) {
      if (Arrays.equals(bytes, at, at + part.bytes.length, part.bytes, 0, part.bytes.length)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return base64();
  }
}
