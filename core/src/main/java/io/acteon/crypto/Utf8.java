package io.acteon.crypto;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text to UTF-8 without silent replacement. */
final class Utf8 {
  private Utf8() {}

  static byte[] bytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return encoded(text);
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Several times slower, but refuses what cannot be carried. */
  private static byte[] encoded(String text) {
    try {
      var encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "the text holds an unpaired surrogate, which UTF-8 cannot carry", e);
    }
  }
}
