package io.acteon.simulator.expression;

/** A lexical token and where it stands in the expression. */
record Token(Kind kind, String text, int start, int end) {
  enum Kind {
    NAME,
    ALIAS,
    VALUE,
    INTEGER,
    SYMBOL,
    UNKNOWN,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** Keywords are names without regard to case. */
  boolean isKeyword(String keyword) {
    return kind == Kind.NAME && text.equalsIgnoreCase(keyword);
  }
}
