package io.acteon.rules;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** When a rule matches: a tree of predicates, compiled once when rules are loaded. Immutable. */
public sealed interface Condition {
  /** Deeper trees are refused when rules are loaded: nobody can read them. */
  int MAX_DEPTH = 16;

  /** The condition as a person reads it; different conditions read differently. */
  String display();

  /** Holds when every member does; so does an empty one. Members are asked in order. */
  record All(List<Condition> members) implements Condition {
    public All {
      members = List.copyOf(members);
    }

    @Override
    public String display() {
      return joined("all(", members, " && ");
    }
  }

  /** Holds when some member does; an empty one never does. Members are asked in order. */
  record Any(List<Condition> members) implements Condition {
    public Any {
      members = List.copyOf(members);
    }

    @Override
    public String display() {
      return joined("any(", members, " || ");
    }
  }

  /** Holds when {@code member} does not, so also when a field that it asks for is missing. */
  record Not(Condition member) implements Condition {
    @Override
    public String display() {
      return "not(" + member.display() + ")";
    }
  }

  /** Holds when {@code operand} has a value, of a type that {@code check} can take, that passes. */
  record Test(Operand operand, Check check) implements Condition {
    @Override
    public String display() {
      return "(" + operand.display() + " " + check.display() + ")";
    }
  }

  /** Holds when {@code operand} has a value that is not null. */
  record Exists(Operand operand) implements Condition {
    @Override
    public String display() {
      return "exists(" + operand.display() + ")";
    }
  }

  /**
   * Holds when the state under {@code key} was set less than {@code withinSeconds} ago, or ever.
   */
  record Seen(String key, OptionalLong withinSeconds) implements Condition {
    @Override
    public String display() {
      return "(StateTimeSince("
          + Display.quoted(key)
          + ") < "
          + withinSeconds.orElse(Long.MAX_VALUE)
          + ")";
    }
  }

  private static String joined(String head, List<Condition> members, String separator) {
    return members.stream()
        .map(Condition::display)
        .collect(Collectors.joining(separator, head, ")"));
  }
}
