package io.acteon.crypto;

import io.acteon.model.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * The one text that RFC 8785 (JCS) gives a JSON value: no spaces, members sorted by UTF-16 code
 * units, numbers as ECMAScript prints them.
 *
 * <p>Our own, since the library that passes the published vectors also turns unpaired surrogates
 * into question marks and rounds integers beyond 2^53 without a word. Here both are refused: a
 * value that this text cannot carry unchanged has no canonical text.
 */
public final class CanonicalJson {
  private CanonicalJson() {}

  /**
   * The canonical bytes of {@code value}.
   *
   * @throws IllegalArgumentException on an unpaired surrogate, and on an integer that a double does
   *     not hold
   */
  public static Octets bytes(Json value) {
    var out = new StringBuilder();
    write(value, out);
    return Octets.utf8(out.toString());
  }

  private static void write(Json value, StringBuilder out) {
    switch (value) {
      case Json.Null _ -> out.append("null");
      case Json.Bool(boolean b) -> out.append(b);
      case Json.Int(long n) -> out.append(EcmaNumber.text(BigDecimal.valueOf(n)));
      case Json.Dec(BigDecimal n) -> out.append(EcmaNumber.text(n));
      case Json.Str(String text) -> quote(text, out);
      case Json.Arr(List<Json> items) -> array(items, out);
      case Json.Obj(Map<String, Json> fields) -> object(fields, out);
    }
  }

  private static void array(List<Json> items, StringBuilder out) {
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      write(items.get(i), out);
    }
    out.append(']');
  }

  private static void object(Map<String, Json> fields, StringBuilder out) {
    out.append('{');
    var separator = new StringBuilder();
    // String's own order is that of UTF-16 code units, as RFC 8785 section 3.2.3 asks.
    fields.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(field -> {
          out.append(separator);
          quote(field.getKey(), out);
          out.append(':');
          write(field.getValue(), out);
          separator.setLength(0);
          separator.append(',');
        });
    out.append('}');
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(Character.forDigit(c >> 4, 16));
            out.append(Character.forDigit(c & 0xF, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
