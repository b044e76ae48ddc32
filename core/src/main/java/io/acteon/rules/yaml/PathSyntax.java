package io.acteon.rules.yaml;

import io.acteon.rules.ActionField;
import io.acteon.rules.ClockField;
import io.acteon.rules.Operand;
import io.acteon.rules.PathStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads field paths: a root ({@code action}, {@code time}, {@code now}, {@code env}) and steps
 * {@code .name}, {@code .0}, {@code [0]} or {@code ["any.key"]}. Used once per path.
 */
final class PathSyntax {
  private static final List<String> ROOTS = List.of("action", "time", "now", "env", "environment");

  private final String text;
  private int at;

  private PathSyntax(String text) {
    this.text = text;
  }

  /** The operand that {@code path} names; reports a path that names none. */
  static Optional<Operand> read(String path, Place place, Problems problems) {
    try {
      return Optional.of(parse(path));
    } catch (IllegalArgumentException e) {
      problems.add(place, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * The operand that {@code path} names.
   *
   * @throws IllegalArgumentException saying what is wrong with the path
   */
  static Operand parse(String path) {
    List<String> steps = new PathSyntax(path).steps();
    String root = steps.getFirst();
    List<String> rest = steps.subList(1, steps.size());
    return switch (root) {
      case "action" -> action(path, rest);
      case "time" -> time(path, rest);
      case "now" -> now(path, rest);
      case "env", "environment" -> environment(path, rest);
      default ->
          throw new IllegalArgumentException(
              "field '"
                  + path
                  + "' must begin with one of "
                  + String.join(", ", ROOTS)
                  + (ActionField.named(root).isPresent()
                      ? "; did you mean 'action." + path + "'?"
                      : Nearest.hint(root, ROOTS)));
    };
  }

  private static Operand action(String path, List<String> steps) {
    if (steps.isEmpty()) {
      throw new IllegalArgumentException(
          "field 'action' needs a field of the action, such as 'action.action_type'");
    }
    String name = steps.getFirst();
    ActionField field =
        ActionField.named(name)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "an action has no field '" + name + "'" + actionHint(name)));
    List<PathStep> inside = steps.stream().skip(1).map(PathStep::of).toList();
    if (!inside.isEmpty() && !field.hasInside()) {
      throw new IllegalArgumentException(
          "field '" + path + "' goes into 'action." + name + "', which is a text");
    }
    return new Operand.ActionPath(field, inside);
  }

  private static String actionHint(String name) {
    return Nearest.to(name, ActionField.names())
        .map(near -> "; did you mean 'action." + near + "'?")
        .orElse("; a field of the payload is 'action.payload." + name + "'");
  }

  private static Operand time(String path, List<String> steps) {
    if (steps.size() != 1) {
      throw new IllegalArgumentException(
          "field '" + path + "' must be time. and one of " + String.join(", ", ClockField.names()));
    }
    String name = steps.getFirst();
    return ClockField.named(name)
        .<Operand>map(Operand.Clock::new)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "time has no field '"
                    + name
                    + "', only "
                    + String.join(", ", ClockField.names())
                    + Nearest.hint(name, ClockField.names())));
  }

  private static Operand now(String path, List<String> steps) {
    if (!steps.isEmpty()) {
      throw new IllegalArgumentException(
          "field '" + path + "' goes into 'now', which is a number; parts are under 'time.'");
    }
    return new Operand.Now();
  }

  private static Operand environment(String path, List<String> steps) {
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("field '" + path + "' needs a name, such as 'env.REGION'");
    }
    return new Operand.EnvironmentPath(steps.stream().map(PathStep::of).toList());
  }

  private List<String> steps() {
    List<String> steps = new ArrayList<>();
    steps.add(name());
    while (at < text.length()) {
      if (text.charAt(at) == '.') {
        at++;
        steps.add(name());
      } else {
        at++;
        steps.add(bracket());
      }
    }
    return steps;
  }

  /** Up to the next dot or bracket. */
  private String name() {
    int start = at;
    while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '[') {
      at++;
    }
    if (at == start) {
      throw new IllegalArgumentException(
          "field '" + text + "' has an empty step at character " + (start + 1));
    }
    return text.substring(start, at);
  }

  /** What stands between brackets: an index, or a key in double quotes. */
  private String bracket() {
    boolean quoted = at < text.length() && text.charAt(at) == '"';
    int start = quoted ? at + 1 : at;
    int end = text.indexOf(quoted ? "\"]" : "]", start);
    String step = end < 0 ? "" : text.substring(start, end);
    boolean fits = quoted ? end >= 0 : !step.isEmpty() && PathStep.of(step).index() >= 0;
    boolean continues = end >= 0 && followedByStep(end + (quoted ? 2 : 1));
    if (!fits || !continues) {
      throw new IllegalArgumentException(
          "field '"
              + text
              + "' needs an index like [0] or a key like [\"a.b\"] at character "
              + at);
    }
    at = end + (quoted ? 2 : 1);
    return step;
  }

  private boolean followedByStep(int next) {
    return next == text.length() || text.charAt(next) == '.' || text.charAt(next) == '[';
  }
}
