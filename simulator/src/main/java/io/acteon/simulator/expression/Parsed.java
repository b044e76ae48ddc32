package io.acteon.simulator.expression;

import java.util.Set;

/** A parsed expression with the aliases and values it uses. Immutable. */
record Parsed<T>(T expression, Set<String> aliases, Set<String> values) {
  static <T> Parsed<T> of(T expression, Names names) {
    return new Parsed<>(expression, names.usedAliases(), names.usedValues());
  }
}
