package io.acteon.server.http.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times on the wire (RFC 3339). Any offset and a blank for the {@code T} are read; {@code Z} is
 * written.
 */
public final class Rfc3339 {
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)[Tt ](\\d\\d:\\d\\d:\\d\\d)(\\.\\d{1,9})?\\d{0,20}([Zz]|[+-]\\d\\d:\\d\\d)");

  private Rfc3339() {}

  /** The time that {@code text} names, to the nanosecond, if it names one. */
  public static Optional<Instant> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String fraction = form.group(3) == null ? "" : form.group(3);
    String iso = form.group(1) + "T" + form.group(2) + fraction + form.group(4);
    try {
      return Optional.of(OffsetDateTime.parse(iso.replace('z', 'Z')).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** With 0, 3, 6 or 9 digits of fraction, the fewest that lose nothing. */
  public static String print(Instant time) {
    return time.toString();
  }
}
