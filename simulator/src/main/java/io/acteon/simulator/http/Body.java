package io.acteon.simulator.http;

/** The bytes of a request or answer. Whoever holds it must not change them: they are not copied. */
final class Body {
  private final byte[] bytes;

  private Body(byte[] bytes) {
    this.bytes = bytes;
  }

  static Body of(byte[] bytes) {
    return new Body(bytes);
  }

  byte[] bytes() {
    return bytes;
  }
}
