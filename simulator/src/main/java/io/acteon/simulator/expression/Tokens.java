package io.acteon.simulator.expression;

import io.acteon.simulator.value.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The tokens of one expression with a cursor. Not thread-safe. */
final class Tokens {
  private static final Set<String> TWO_CHARACTERS = Set.of("<>", "<=", ">=");
  private static final String ONE_CHARACTER = "=<>(),.[]+-";

  private final String parameter;
  private final String source;
  private final List<Token> tokens;
  private int next;

  /** {@code parameter} is the request member's name, which DynamoDB's error texts show. */
  Tokens(String parameter, String source) {
    this.parameter = parameter;
    this.source = source;
    if (source.isEmpty()) {
      throw invalid("The expression can not be empty;");
    }
    this.tokens = split(source);
  }

  Token peek() {
    return tokens.get(next);
  }

  Token peekSecond() {
    return tokens.get(Math.min(next + 1, tokens.size() - 1));
  }

  Token take() {
    Token token = tokens.get(next);
    if (token.kind() != Token.Kind.END) {
      next++;
    }
    return token;
  }

  boolean takeIf(String symbol) {
    if (peek().is(symbol)) {
      next++;
      return true;
    }
    return false;
  }

  boolean takeKeyword(String keyword) {
    if (peek().isKeyword(keyword)) {
      next++;
      return true;
    }
    return false;
  }

  void expect(String symbol) {
    if (!takeIf(symbol)) {
      throw unexpected();
    }
  }

  void expectEnd() {
    if (peek().kind() != Token.Kind.END) {
      throw unexpected();
    }
  }

  int position() {
    return next;
  }

  /** The token at an absolute position; the last one is the end. */
  Token at(int position) {
    return tokens.get(Math.min(position, tokens.size() - 1));
  }

  Rejection invalid(String message) {
    return Rejection.validation("Invalid " + parameter + ": " + message);
  }

  /** DynamoDB shows the offending token between its neighbours. */
  Rejection unexpected() {
    Token token = peek();
    Token before = tokens.get(Math.max(next - 1, 0));
    Token after = peekSecond();
    boolean end = token.kind() == Token.Kind.END;
    int from = next == 0 ? token.start() : before.start();
    int to = end ? source.length() : after.end();
    return invalid(
        "Syntax error; token: \""
            + (end ? "<EOF>" : token.text())
            + "\", near: \""
            + source.substring(from, Math.max(from, to))
            + "\"");
  }

  private static List<Token> split(String source) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < source.length()) {
      char c = source.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
        continue;
      }
      Token token = read(source, at, c);
      tokens.add(token);
      at = token.end();
    }
    tokens.add(new Token(Token.Kind.END, "", source.length(), source.length()));
    return tokens;
  }

  private static Token read(String source, int at, char c) {
    if (isLetter(c)) {
      return word(Token.Kind.NAME, source, at, at + 1);
    }
    if (isDigit(c)) {
      int end = at;
      while (end < source.length() && isDigit(source.charAt(end))) {
        end++;
      }
      return new Token(Token.Kind.INTEGER, source.substring(at, end), at, end);
    }
    if ((c == '#' || c == ':') && at + 1 < source.length() && isWord(source.charAt(at + 1))) {
      return word(c == '#' ? Token.Kind.ALIAS : Token.Kind.VALUE, source, at, at + 1);
    }
    if (at + 1 < source.length() && TWO_CHARACTERS.contains(source.substring(at, at + 2))) {
      return new Token(Token.Kind.SYMBOL, source.substring(at, at + 2), at, at + 2);
    }
    Token.Kind kind = ONE_CHARACTER.indexOf(c) >= 0 ? Token.Kind.SYMBOL : Token.Kind.UNKNOWN;
    return new Token(kind, String.valueOf(c), at, at + 1);
  }

  private static Token word(Token.Kind kind, String source, int start, int from) {
    int end = from;
    while (end < source.length() && isWord(source.charAt(end))) {
      end++;
    }
    return new Token(kind, source.substring(start, end), start, end);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWord(char c) {
    return isLetter(c) || isDigit(c) || c == '_';
  }
}
