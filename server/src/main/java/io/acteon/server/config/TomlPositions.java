package io.acteon.server.config;

import java.util.HashMap;
import java.util.Map;

/**
 * Scans TOML for where each key stands, since Jackson's tree does not keep it. The text has been
 * parsed by Jackson before, so this only looks for keys and skips values; on text that is not TOML
 * it finds less, but ends. Not thread-safe.
 */
final class TomlPositions {
  private final String text;
  private final Map<String, Position> found = new HashMap<>();
  private final Map<String, Integer> lastElement = new HashMap<>();
  private int at;
  private int line = 1;
  private int lineStart;
  private String table = "";

  private TomlPositions(String text) {
    this.text = text;
  }

  /** Line and column of every key and table header, by path as {@link TomlPath} writes it. */
  static Map<String, Position> of(String text) {
    var scan = new TomlPositions(text);
    scan.document();
    return scan.found;
  }

  private void document() {
    while (skipToContent()) {
      int before = at;
      if (peek() == '[') {
        header();
      } else {
        keyAndValue(table);
      }
      if (at == before) {
        advance();
      }
    }
  }

  private void header() {
    Position start = here();
    advance();
    boolean element = peek() == '[';
    if (element) {
      advance();
    }
    String path = key("", start, true);
    while (more() && peek() == ']') {
      advance();
    }
    table = path;
    if (element) {
      int index = lastElement.merge(path, 0, (last, _) -> last + 1);
      found.putIfAbsent(path, start);
      table = TomlPath.element(path, index);
    }
    found.putIfAbsent(table, start);
  }

  private void keyAndValue(String parent) {
    String path = key(parent, here(), false);
    if (more() && peek() == '=') {
      advance();
      value(path);
    }
  }

  /** Reads a dotted key; each part of it is noted. */
  private String key(String parent, Position start, boolean inHeader) {
    String path = parent;
    while (true) {
      skipBlanks();
      path = TomlPath.child(path, keyPart());
      if (!inHeader) {
        found.putIfAbsent(path, start);
      }
      skipBlanks();
      if (!more() || peek() != '.') {
        return path;
      }
      advance();
      path = intoLastElement(path, start);
    }
  }

  /** A header below an array of tables means the last table in it. */
  private String intoLastElement(String path, Position start) {
    Integer last = lastElement.get(path);
    if (last == null) {
      found.putIfAbsent(path, start);
      return path;
    }
    return TomlPath.element(path, last);
  }

  private String keyPart() {
    if (more() && (peek() == '"' || peek() == '\'')) {
      int start = at + 1;
      string();
      return text.substring(start, Math.max(start, at - 1));
    }
    int start = at;
    while (more() && (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '-')) {
      advance();
    }
    return text.substring(start, at);
  }

  private void value(String path) {
    skipBlanks();
    if (!more()) {
      return;
    }
    switch (peek()) {
      case '"', '\'' -> string();
      case '[' -> array(path);
      case '{' -> inlineTable(path);
      default -> bare();
    }
  }

  private void bare() {
    while (more() && ",]}#\n".indexOf(peek()) < 0) {
      advance();
    }
  }

  private void array(String path) {
    advance();
    for (int index = 0; skipToContent() && peek() != ']'; index++) {
      int before = at;
      String element = TomlPath.element(path, index);
      found.putIfAbsent(element, here());
      value(element);
      if (skipToContent() && peek() == ',') {
        advance();
      }
      if (at == before) {
        return;
      }
    }
    advance();
  }

  private void inlineTable(String path) {
    advance();
    while (skipToContent() && peek() != '}') {
      int before = at;
      keyAndValue(path);
      if (skipToContent() && peek() == ',') {
        advance();
      }
      if (at == before) {
        return;
      }
    }
    advance();
  }

  /** Skips a string of any of TOML's four kinds. */
  private void string() {
    String quote = String.valueOf(peek());
    boolean escapes = quote.equals("\"");
    String end = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
    skip(end.length());
    while (more() && !text.startsWith(end, at)) {
      skip(escapes && peek() == '\\' ? 2 : 1);
    }
    skip(end.length());
    while (end.length() == 3 && more() && text.startsWith(quote, at)) {
      advance(); // a multi-line string may end in one or two quotes of its own
    }
  }

  private boolean skipToContent() {
    while (more()) {
      if (peek() == '#') {
        while (more() && peek() != '\n') {
          advance();
        }
      } else if (!Character.isWhitespace(peek())) {
        return true;
      } else {
        advance();
      }
    }
    return false;
  }

  private void skipBlanks() {
    while (more() && (peek() == ' ' || peek() == '\t')) {
      advance();
    }
  }

  private void skip(int count) {
    for (int i = 0; i < count; i++) {
      advance();
    }
  }

  private void advance() {
    if (!more()) {
      return;
    }
    if (text.charAt(at) == '\n') {
      line++;
      lineStart = at + 1;
    }
    at++;
  }

  private boolean more() {
    return at < text.length();
  }

  /** The character here; NUL, which TOML does not allow, at the end. */
  private char peek() {
    return more() ? text.charAt(at) : 0;
  }

  private Position here() {
    return new Position(line, at - lineStart + 1);
  }
}
