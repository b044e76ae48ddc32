package io.acteon.simulator.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads paths, values and function calls, the parts that conditions, updates and projections share.
 * Not thread-safe.
 */
final class OperandParser {
  /** A function's name and arguments before anything is known about the function. */
  record Call(Token name, List<Operand> arguments) {}

  private final Tokens tokens;
  private final Names names;

  OperandParser(Tokens tokens, Map<String, String> aliases) {
    this.tokens = tokens;
    this.names = new Names(aliases);
  }

  Names names() {
    return names;
  }

  boolean atCall() {
    return tokens.peek().kind() == Token.Kind.NAME && tokens.peekSecond().is("(");
  }

  Path path() {
    String attribute = name();
    List<Path.Step> steps = new ArrayList<>();
    while (true) {
      if (tokens.takeIf(".")) {
        steps.add(new Path.Step.Key(name()));
      } else if (tokens.takeIf("[")) {
        steps.add(new Path.Step.Position(position()));
      } else {
        return new Path(attribute, steps);
      }
    }
  }

  private String name() {
    Token token = tokens.peek();
    if (token.kind() != Token.Kind.NAME && token.kind() != Token.Kind.ALIAS) {
      throw tokens.unexpected();
    }
    String name = names.resolve(tokens, token);
    tokens.take();
    return name;
  }

  private int position() {
    Token token = tokens.peek();
    if (token.kind() != Token.Kind.INTEGER || token.text().length() > 9) {
      throw tokens.unexpected();
    }
    tokens.take();
    tokens.expect("]");
    return Integer.parseInt(token.text());
  }

  Operand.Given value() {
    Token token = tokens.peek();
    if (token.kind() != Token.Kind.VALUE) {
      throw tokens.unexpected();
    }
    names.useValue(token.text());
    tokens.take();
    return new Operand.Given(token.text());
  }

  /** A path, a value, or {@code size(...)}; parentheses around one are allowed once. */
  Operand operand() {
    if (tokens.peek().is("(")) {
      tokens.take();
      if (tokens.peek().is("(")) {
        throw tokens.invalid("The expression has redundant parentheses;");
      }
      Operand inner = operand();
      tokens.expect(")");
      return inner;
    }
    if (tokens.peek().kind() == Token.Kind.VALUE) {
      return value();
    }
    return atCall() ? size(call()) : new Operand.At(path());
  }

  Call call() {
    Token name = tokens.take();
    tokens.expect("(");
    List<Operand> arguments = new ArrayList<>();
    do {
      arguments.add(operand());
    } while (tokens.takeIf(","));
    tokens.expect(")");
    return new Call(name, arguments);
  }

  private Operand size(Call call) {
    if (!call.name().text().equals("size")) {
      throw tokens.invalid(
          Functions.isKnown(call.name().text())
              ? "The function is not allowed to be used this way in an expression; function: "
                  + call.name().text()
              : "Invalid function name; function: " + call.name().text());
    }
    Functions.checkArity(tokens, call, 1);
    if (call.arguments().getFirst() instanceof Operand.Size) {
      throw tokens.invalid(
          "The function is not allowed to be used this way in an expression; function: size");
    }
    return new Operand.Size(call.arguments().getFirst());
  }
}
