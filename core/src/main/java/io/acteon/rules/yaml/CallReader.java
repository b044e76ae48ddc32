package io.acteon.rules.yaml;

import io.acteon.model.Json;
import io.acteon.rules.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code call} and its {@code args}. */
final class CallReader {
  private static final List<String> FUNCTIONS =
      List.of("has_active_event", "get_event_state", "event_in_state");

  private final Problems problems;

  CallReader(Problems problems) {
    this.problems = problems;
  }

  /** Whether a call answers true or false, and so is a condition without an operator. */
  static boolean isYesOrNo(Operand call) {
    return call instanceof Operand.HasActiveEvent || call instanceof Operand.EventInState;
  }

  /** The operand that the call makes. */
  Optional<Operand> read(Mapping mapping) {
    Optional<String> name = mapping.requiredText("call");
    Optional<List<Operand>> args = mapping.require("args").flatMap(this::args);
    if (name.isEmpty() || args.isEmpty()) {
      return Optional.empty();
    }
    return switch (name.get()) {
      case "has_active_event" ->
          taking(mapping, name.get(), args.get(), "event_type")
              .map(it -> new Operand.HasActiveEvent(it.getFirst()));
      case "get_event_state" ->
          taking(mapping, name.get(), args.get(), "fingerprint")
              .map(it -> new Operand.EventState(it.getFirst()));
      case "event_in_state" ->
          taking(mapping, name.get(), args.get(), "fingerprint", "state")
              .map(it -> new Operand.EventInState(it.getFirst(), it.getLast()));
      default -> {
        mapping.refuse(
            "call",
            "there is no function '"
                + name.get()
                + "', only "
                + String.join(", ", FUNCTIONS)
                + Nearest.hint(name.get(), FUNCTIONS));
        yield Optional.empty();
      }
    };
  }

  private static Optional<List<Operand>> taking(
      Mapping mapping, String name, List<Operand> args, String... parameters) {
    if (args.size() == parameters.length) {
      return Optional.of(args);
    }
    mapping.refuse(
        "args",
        "'"
            + name
            + "' takes ["
            + String.join(", ", parameters)
            + "], not "
            + args.size()
            + " arguments");
    return Optional.empty();
  }

  private Optional<List<Operand>> args(Node node) {
    if (!(node instanceof Node.Items(List<Node> items, _))) {
      problems.add(node.place(), "'args' must be a list, not " + node.kind());
      return Optional.empty();
    }
    List<Operand> args = new ArrayList<>();
    items.forEach(item -> arg(item).ifPresent(args::add));
    return args.size() == items.size() ? Optional.of(args) : Optional.empty();
  }

  /** A text that begins with a root of the action is a path, any other stands for itself. */
  private Optional<Operand> arg(Node node) {
    if (node instanceof Node.Scalar scalar
        && Scalars.value(scalar).orElse(Json.NULL) instanceof Json.Str(String text)
        && !text.isEmpty()) {
      return text.startsWith("action.")
          ? PathSyntax.read(text, node.place(), problems)
          : Optional.of(new Operand.Literal(Json.of(text)));
    }
    problems.add(
        node.place(),
        "an argument must be a text or a path such as action.fingerprint, not " + node.kind());
    return Optional.empty();
  }
}
