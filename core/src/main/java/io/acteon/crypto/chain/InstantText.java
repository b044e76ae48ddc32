package io.acteon.crypto.chain;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads the times in bodies. {@link Instant#toString} wrote them in one form, which takes a tenth
 * of the time that {@link Instant#parse} needs for all of ISO 8601.
 */
final class InstantText {
  /** {@code 2026-01-01T00:00:00Z}; a fraction has 3, 6 or 9 digits. */
  private static final int WITHOUT_FRACTION = 20;

  private static final int FRACTION_AT = 20;

  private InstantText() {}

  /**
   * The instant that {@code text} says.
   *
   * @throws java.time.DateTimeException when it says none
   */
  static Instant parse(String text) {
    return isPlain(text) ? plain(text) : Instant.parse(text);
  }

  private static boolean isPlain(String text) {
    int length = text.length();
    boolean hasForm =
        length >= WITHOUT_FRACTION
            && length <= WITHOUT_FRACTION + 10
            && text.charAt(4) == '-'
            && text.charAt(7) == '-'
            && text.charAt(10) == 'T'
            && text.charAt(13) == ':'
            && text.charAt(16) == ':'
            && text.charAt(length - 1) == 'Z'
            && (length == WITHOUT_FRACTION || (text.charAt(19) == '.' && length > FRACTION_AT + 1));
    if (!hasForm) {
      return false;
    }
    for (int i = 0; i < length - 1; i++) {
      char c = text.charAt(i);
      boolean separator = i == 4 || i == 7 || i == 10 || i == 13 || i == 16 || i == 19;
      if (!separator && (c < '0' || c > '9')) {
        return false;
      }
    }
    return number(text, 11, 13) < 24 && number(text, 14, 16) < 60 && number(text, 17, 19) < 60;
  }

  private static Instant plain(String text) {
    long day =
        LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
    long seconds =
        day * 86_400
            + number(text, 11, 13) * 3_600L
            + number(text, 14, 16) * 60L
            + number(text, 17, 19);
    int end = text.length() - 1;
    long nanos = 0;
    if (end > FRACTION_AT) {
      nanos = number(text, FRACTION_AT, end);
      for (int digits = end - FRACTION_AT; digits < 9; digits++) {
        nanos *= 10;
      }
    }
    return Instant.ofEpochSecond(seconds, nanos);
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + (text.charAt(i) - '0');
    }
    return number;
  }
}
