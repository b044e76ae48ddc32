package io.acteon.dynamodb.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How names become parts of keys so that different names never make one key: {@code %}, the
 * separator {@code |}, and the mark of what is not a name, {@code !}, are percent-escaped.
 */
public final class Escape {
  /** Separates the parts of a key; escaping never emits it. */
  public static final char SEPARATOR = '|';

  /** Begins what is not an escaped name: a hash, a reserved word. Escaping never emits it. */
  public static final char MARK = '!';

  private Escape() {}

  /** The name, escaped. */
  public static String of(String name) {
    StringBuilder out = null;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '%' || c == SEPARATOR || c == MARK) {
        out = out == null ? new StringBuilder(name.length() + 16).append(name, 0, i) : out;
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
      } else if (out != null) {
        out.append(c);
      }
    }
    return out == null ? name : out.toString();
  }

  /** What stands for a name that is too long for its place: a mark and its SHA-256. */
  public static String hashOf(String name) {
    return MARK + sha256(name);
  }

  static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /**
   * Length in UTF-8.
   *
   * @param what names the text in the message
   * @throws IllegalArgumentException when {@code text} holds an unpaired surrogate, which UTF-8
   *     cannot carry: two different texts would become one
   */
  public static int bytes(String what, String text) {
    int bytes = 0;
    int width;
    for (int i = 0; i < text.length(); i += width) {
      int character = text.codePointAt(i);
      width = Character.charCount(character);
      if (width == 1 && Character.isSurrogate((char) character)) {
        throw new IllegalArgumentException(
            what + " is not valid Unicode: it holds an unpaired surrogate");
      }
      bytes += utf8Length(character);
    }
    return bytes;
  }

  /** How many bytes a character takes in UTF-8. */
  static int utf8Length(int character) {
    return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  }

  /**
   * The name itself.
   *
   * @throws IllegalArgumentException when it is empty, longer than {@code most} bytes in UTF-8, or
   *     not valid Unicode
   */
  public static String checked(String what, String name, int most) {
    int bytes = bytes(what, name);
    if (bytes == 0 || bytes > most) {
      throw new IllegalArgumentException(
          what + " must have 1 to " + most + " bytes in UTF-8, not " + bytes);
    }
    return name;
  }
}
