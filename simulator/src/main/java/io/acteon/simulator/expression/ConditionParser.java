package io.acteon.simulator.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses condition, filter and key condition expressions. Not thread-safe.
 *
 * <p>Precedence: {@code OR}, {@code AND}, {@code NOT}, comparison.
 */
final class ConditionParser {
  private static final Set<String> COMPARATORS = Set.of("=", "<>", "<", "<=", ">", ">=");
  private static final int MAX_IN = 100; // DynamoDB's limit of operands of IN
  private static final int MAX_DEPTH = 300; // no deeper than DynamoDB's limit of operators

  private final Tokens tokens;
  private final OperandParser operands;
  private int depth;

  private ConditionParser(Tokens tokens, Map<String, String> aliases) {
    this.tokens = tokens;
    this.operands = new OperandParser(tokens, aliases);
  }

  static Parsed<Condition> parse(String parameter, String source, Map<String, String> aliases) {
    ConditionParser parser = new ConditionParser(new Tokens(parameter, source), aliases);
    Condition condition = parser.or();
    parser.tokens.expectEnd();
    return Parsed.of(condition, parser.operands.names());
  }

  private Condition or() {
    Condition left = and();
    while (tokens.takeKeyword("OR")) {
      left = new Condition.Or(left, and());
    }
    return left;
  }

  private Condition and() {
    Condition left = not();
    while (tokens.takeKeyword("AND")) {
      left = new Condition.And(left, not());
    }
    return left;
  }

  private Condition not() {
    if (++depth > MAX_DEPTH) {
      throw tokens.invalid(
          "The expression contains too many operators; max operators allowed: " + MAX_DEPTH);
    }
    Condition condition = tokens.takeKeyword("NOT") ? new Condition.Not(not()) : primary();
    depth--;
    return condition;
  }

  private Condition primary() {
    if (tokens.peek().is("(") && !parenthesesHoldOperand()) {
      return parenthesised();
    }
    if (operands.atCall() && !tokens.peek().text().equals("size")) {
      return function(operands.call());
    }
    Operand left = operands.operand();
    if (tokens.takeKeyword("BETWEEN")) {
      return between(left);
    }
    if (tokens.takeKeyword("IN")) {
      return in(left);
    }
    Condition.Comparator comparator = comparator();
    Operand right = operands.operand();
    checkDistinct(comparator.symbol, left, right);
    return new Condition.Compare(comparator, left, right);
  }

  private Condition parenthesised() {
    int open = tokens.position();
    tokens.take();
    boolean inner = tokens.peek().is("(");
    int innerClose = inner ? closing(tokens.position()) : -1;
    Condition condition = or();
    if (inner && innerClose + 1 == closing(open)) {
      throw tokens.invalid("The expression has redundant parentheses;");
    }
    tokens.expect(")");
    return condition;
  }

  /** What follows the closing parenthesis tells {@code (a) = :v} from {@code (a = :v)}. */
  private boolean parenthesesHoldOperand() {
    int close = closing(tokens.position());
    if (close < 0) {
      return false;
    }
    Token after = tokens.at(close + 1);
    return after.isKeyword("BETWEEN")
        || after.isKeyword("IN")
        || (after.kind() == Token.Kind.SYMBOL && COMPARATORS.contains(after.text()));
  }

  private int closing(int open) {
    int level = 0;
    for (int at = open; tokens.at(at).kind() != Token.Kind.END; at++) {
      if (tokens.at(at).is("(")) {
        level++;
      } else if (tokens.at(at).is(")") && --level == 0) {
        return at;
      }
    }
    return -1;
  }

  private Condition.Comparator comparator() {
    for (Condition.Comparator comparator : Condition.Comparator.values()) {
      if (tokens.takeIf(comparator.symbol)) {
        return comparator;
      }
    }
    throw tokens.unexpected();
  }

  private Condition between(Operand operand) {
    Operand low = operands.operand();
    if (!tokens.takeKeyword("AND")) {
      throw tokens.unexpected();
    }
    Operand high = operands.operand();
    checkDistinct("BETWEEN", operand, low);
    checkDistinct("BETWEEN", operand, high);
    return new Condition.Between(operand, low, high);
  }

  private Condition in(Operand operand) {
    tokens.expect("(");
    List<Operand> candidates = new ArrayList<>();
    do {
      candidates.add(operands.operand());
    } while (tokens.takeIf(","));
    tokens.expect(")");
    if (candidates.size() > MAX_IN) {
      throw tokens.invalid(
          "The IN operator is provided with too many operands; number of operands: "
              + candidates.size());
    }
    candidates.forEach(candidate -> checkDistinct("IN", operand, candidate));
    return new Condition.In(operand, candidates);
  }

  private Condition function(OperandParser.Call call) {
    String name = call.name().text();
    Functions.checkName(tokens, name, false);
    boolean unary = name.equals("attribute_exists") || name.equals("attribute_not_exists");
    Functions.checkArity(tokens, call, unary ? 1 : 2);
    Operand first = call.arguments().getFirst();
    Operand second = call.arguments().getLast();
    return switch (name) {
      case "attribute_exists" -> new Condition.Exists(Functions.pathOf(tokens, name, first), true);
      case "attribute_not_exists" ->
          new Condition.Exists(Functions.pathOf(tokens, name, first), false);
      case "attribute_type" ->
          new Condition.HasType(Functions.pathOf(tokens, name, first), typeName(second));
      case "begins_with" -> {
        checkDistinct(name, first, second);
        yield new Condition.BeginsWith(first, second);
      }
      case "contains" -> {
        checkDistinct(name, first, second);
        yield new Condition.Contains(first, second);
      }
      default -> throw tokens.invalid("Invalid function name; function: " + name);
    };
  }

  private String typeName(@Nullable Operand operand) {
    if (operand instanceof Operand.Given given) {
      return given.name();
    }
    throw tokens.invalid(
        "Incorrect operand type for operator or function; operator or function: attribute_type, operand type: a document path");
  }

  private void checkDistinct(String operator, Operand first, Operand other) {
    if (first instanceof Operand.At at && first.equals(other)) {
      throw tokens.invalid(
          "The first operand must be distinct from the remaining operands for this operator or function; operator: %s, first operand: %s"
              .formatted(operator, at.path()));
    }
  }
}
