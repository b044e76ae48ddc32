package io.acteon.engine;

import java.nio.charset.StandardCharsets;

/** Texts of other people's errors, made fit for answers and the audit trail. */
final class ErrorText {
  /** What clients are used to. */
  private static final int MAX_BYTES = 256;

  private static final String MARK = "...[truncated]";

  private ErrorText() {}

  /** {@code text}, cut after at most 256 bytes of UTF-8 at the end of a character. */
  static String clipped(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MAX_BYTES) {
      return text;
    }
    int end = MAX_BYTES;
    while ((bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8) + MARK;
  }
}
