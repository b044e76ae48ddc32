package io.acteon.server.http.wire;

/**
 * What a text in a request may be. Immutable.
 *
 * @param min 1 where an empty text names nothing
 * @param max in bytes of UTF-8, because that is what stores count
 * @param name whether it names something: such a text goes into keys and logs, so that control
 *     characters are refused
 */
public record TextLimit(int min, int max, boolean name) {

  static TextLimit name(int max) {
    return new TextLimit(1, max, true);
  }

  static TextLimit text(int max) {
    return new TextLimit(0, max, false);
  }

  String check(String text, JsonPointer at) {
    if (text.length() < min) {
      throw new ApiException(ErrorCode.INVALID_FIELD, at + " is empty");
    }
    int bytes = bytes(text);
    if (bytes > max) {
      throw new ApiException(
          ErrorCode.INVALID_FIELD,
          at + " is " + bytes + " bytes of UTF-8; at most " + max + " are taken");
    }
    if (name && text.chars().anyMatch(Character::isISOControl)) {
      throw new ApiException(ErrorCode.INVALID_FIELD, at + " holds a control character");
    }
    return text;
  }

  static int bytes(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Each half of a surrogate pair stands for two of its four bytes.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
