package io.acteon.server.cli;

/** Texts that clients chose, made fit for a terminal: one line, and no control sequences. */
final class PlainText {
  private PlainText() {}

  static String of(String text) {
    if (text.codePoints().noneMatch(PlainText::isUnfit)) {
      return text;
    }
    var plain = new StringBuilder();
    text.codePoints()
        .forEach(point -> {
          if (isUnfit(point)) {
            plain.append("\\u%04x".formatted(point));
          } else {
            plain.appendCodePoint(point);
          }
        });
    return plain.toString();
  }

  /** Controls, line separators, and what turns the direction of writing around. */
  private static boolean isUnfit(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
