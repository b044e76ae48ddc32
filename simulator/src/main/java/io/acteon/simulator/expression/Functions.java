package io.acteon.simulator.expression;

import java.util.Set;

/** DynamoDB's functions and what it says about their wrong use. */
final class Functions {
  private static final Set<String> IN_CONDITIONS =
      Set.of(
          "attribute_exists",
          "attribute_not_exists",
          "attribute_type",
          "begins_with",
          "contains",
          "size");
  private static final Set<String> IN_UPDATES = Set.of("if_not_exists", "list_append");

  private Functions() {}

  static boolean isKnown(String name) {
    return IN_CONDITIONS.contains(name) || IN_UPDATES.contains(name);
  }

  static void checkName(Tokens tokens, String name, boolean update) {
    if (!isKnown(name)) {
      throw tokens.invalid("Invalid function name; function: " + name);
    }
    if (update != IN_UPDATES.contains(name)) {
      throw tokens.invalid(
          "The function is not allowed in "
              + (update ? "an update" : "a condition")
              + " expression; function: "
              + name);
    }
  }

  static void checkArity(Tokens tokens, OperandParser.Call call, int expected) {
    int count = call.arguments().size();
    if (count != expected) {
      throw tokens.invalid(
          "Incorrect number of operands for operator or function; operator or function: %s, number of operands: %d"
              .formatted(call.name().text(), count));
    }
  }

  static Path pathOf(Tokens tokens, String function, Operand operand) {
    if (operand instanceof Operand.At at) {
      return at.path();
    }
    throw tokens.invalid(
        "Operator or function requires a document path; operator or function: " + function);
  }
}
