package io.acteon.simulator.expression;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The aliases ({@code #x}) that one expression may use and those it did use, and the values it
 * named. Not thread-safe.
 */
final class Names {
  private final Map<String, String> aliases;
  private final Set<String> usedAliases = new LinkedHashSet<>();
  private final Set<String> usedValues = new LinkedHashSet<>();

  Names(Map<String, String> aliases) {
    this.aliases = aliases;
  }

  /** The attribute name of a path's part; plain names may not be reserved words. */
  String resolve(Tokens tokens, Token token) {
    if (token.kind() == Token.Kind.ALIAS) {
      usedAliases.add(token.text());
      String name = aliases.get(token.text());
      if (name == null) {
        throw tokens.invalid(
            "An expression attribute name used in the document path is not defined; attribute name: "
                + token.text());
      }
      return name;
    }
    if (ReservedWords.contains(token.text())) {
      throw tokens.invalid(
          "Attribute name is a reserved keyword; reserved keyword: " + token.text());
    }
    return token.text();
  }

  void useValue(String value) {
    usedValues.add(value);
  }

  Set<String> usedAliases() {
    return Set.copyOf(usedAliases);
  }

  Set<String> usedValues() {
    return Set.copyOf(usedValues);
  }
}
