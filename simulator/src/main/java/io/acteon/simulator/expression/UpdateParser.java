package io.acteon.simulator.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Parses update expressions. Not thread-safe. */
final class UpdateParser {
  private static final String PARAMETER = "UpdateExpression";

  private final Tokens tokens;
  private final OperandParser operands;
  private final List<Update.Set> sets = new ArrayList<>();
  private final List<Update.Add> adds = new ArrayList<>();
  private final List<Update.Delete> deletes = new ArrayList<>();
  private final List<Path> removes = new ArrayList<>();

  private UpdateParser(String source, Map<String, String> aliases) {
    this.tokens = new Tokens(PARAMETER, source);
    this.operands = new OperandParser(tokens, aliases);
  }

  static Parsed<Update> parse(String source, Map<String, String> aliases) {
    UpdateParser parser = new UpdateParser(source, aliases);
    parser.sections();
    Update update = new Update(parser.sets, parser.adds, parser.deletes, parser.removes);
    PathSet.check(PARAMETER, update.targets());
    return Parsed.of(update, parser.operands.names());
  }

  private void sections() {
    Set<String> seen = new HashSet<>();
    do {
      String section = tokens.peek().text().toUpperCase(Locale.ROOT);
      Runnable element =
          switch (section) {
            case "SET" -> this::set;
            case "REMOVE" -> () -> removes.add(operands.path());
            case "ADD" -> () -> adds.add(new Update.Add(operands.path(), operands.value().name()));
            case "DELETE" ->
                () -> deletes.add(new Update.Delete(operands.path(), operands.value().name()));
            default -> throw tokens.unexpected();
          };
      if (!seen.add(section)) {
        throw tokens.invalid(
            "The \"" + section + "\" section can only be used once in an update expression;");
      }
      tokens.take();
      do {
        element.run();
      } while (tokens.takeIf(","));
    } while (tokens.peek().kind() != Token.Kind.END);
  }

  private void set() {
    Path path = operands.path();
    tokens.expect("=");
    sets.add(new Update.Set(path, sum()));
  }

  private Update.Source sum() {
    Update.Source left = source();
    if (tokens.takeIf("+")) {
      return new Update.Source.Sum(left, source(), false);
    }
    if (tokens.takeIf("-")) {
      return new Update.Source.Sum(left, source(), true);
    }
    return left;
  }

  private Update.Source source() {
    if (tokens.takeIf("(")) {
      Update.Source inner = sum();
      tokens.expect(")");
      return inner;
    }
    if (tokens.peek().kind() == Token.Kind.VALUE) {
      return new Update.Source.Given(operands.value().name());
    }
    return operands.atCall() ? function() : new Update.Source.At(operands.path());
  }

  private Update.Source function() {
    String name = tokens.take().text();
    tokens.expect("(");
    Functions.checkName(tokens, name, true);
    List<Update.Source> arguments = new ArrayList<>();
    do {
      if (operands.atCall() && tokens.peek().text().equals("list_append")) {
        throw tokens.invalid(
            "The function is not allowed to be used this way in an expression; function: list_append");
      }
      arguments.add(source());
    } while (tokens.takeIf(","));
    tokens.expect(")");
    if (arguments.size() != 2) {
      throw tokens.invalid(
          "Incorrect number of operands for operator or function; operator or function: %s, number of operands: %d"
              .formatted(name, arguments.size()));
    }
    if (name.equals("list_append")) {
      return new Update.Source.ListAppend(arguments.getFirst(), arguments.getLast());
    }
    if (arguments.getFirst() instanceof Update.Source.At at) {
      if (at.equals(arguments.getLast())) {
        throw tokens.invalid(
            "The first operand must be distinct from the remaining operands for this operator or function; operator: if_not_exists, first operand: "
                + at.path());
      }
      return new Update.Source.IfNotExists(at.path(), arguments.getLast());
    }
    throw tokens.invalid(
        "Operator or function requires a document path; operator or function: if_not_exists");
  }
}
