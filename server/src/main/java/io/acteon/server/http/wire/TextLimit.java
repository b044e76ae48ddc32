package io.acteon.server.http.wire;

/**
 * What a text in a request may be. Immutable.
 *
 * @param min 1 where an empty text names nothing
 * @param max in UTF-16 units
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
    if (text.length() > max) {
      throw new ApiException(
          ErrorCode.INVALID_FIELD,
          at + " is " + text.length() + " characters long; at most " + max + " are taken");
    }
    if (name && text.chars().anyMatch(Character::isISOControl)) {
      throw new ApiException(ErrorCode.INVALID_FIELD, at + " holds a control character");
    }
    return text;
  }
}
