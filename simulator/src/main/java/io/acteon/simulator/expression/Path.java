package io.acteon.simulator.expression;

import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A document path: an attribute's name, then map keys and list positions. Immutable. */
public record Path(String attribute, List<Step> steps) {
  /** One step into a document. */
  public sealed interface Step {
    /** Into a map. */
    record Key(String name) implements Step {
      @Override
      public String toString() {
        return name;
      }
    }

    /** Into a list. */
    record Position(int index) implements Step {
      @Override
      public String toString() {
        return "[" + index + "]";
      }
    }
  }

  public Path {
    steps = List.copyOf(steps);
  }

  public boolean isTopLevel() {
    return steps.isEmpty();
  }

  @Nullable Value in(Item item) {
    Value value = item.get(attribute);
    for (Step step : steps) {
      if (value == null) {
        return null;
      }
      value = into(value, step);
    }
    return value;
  }

  static @Nullable Value into(Value value, Step step) {
    return switch (step) {
      case Step.Key key -> value instanceof Value.M map ? map.values().get(key.name()) : null;
      case Step.Position position ->
          value instanceof Value.L list && position.index() < list.values().size()
              ? list.values().get(position.index())
              : null;
    };
  }

  /** Whether one path is the other or leads into it. */
  boolean overlaps(Path other) {
    return attribute.equals(other.attribute) && commonSteps(other) == shorter(other);
  }

  /** Whether the paths treat one document both as a map and as a list. */
  boolean conflicts(Path other) {
    int common = commonSteps(other);
    return attribute.equals(other.attribute)
        && common < shorter(other)
        && steps.get(common).getClass() != other.steps.get(common).getClass();
  }

  private int shorter(Path other) {
    return Math.min(steps.size(), other.steps.size());
  }

  private int commonSteps(Path other) {
    int common = 0;
    while (common < shorter(other) && steps.get(common).equals(other.steps.get(common))) {
      common++;
    }
    return common;
  }

  /**
   * By list position where both are lists, else by name: the order in which appended elements land.
   */
  static int compare(Path a, Path b) {
    int common = a.commonSteps(b);
    if (a.attribute.equals(b.attribute)
        && common < a.shorter(b)
        && a.steps.get(common) instanceof Step.Position x
        && b.steps.get(common) instanceof Step.Position y) {
      return Integer.compare(x.index(), y.index());
    }
    return a.toString().compareTo(b.toString());
  }

  /** As DynamoDB prints it: {@code [a, b, [0]]}. */
  @Override
  public String toString() {
    List<Object> parts = new ArrayList<>();
    parts.add(attribute);
    parts.addAll(steps);
    return parts.toString();
  }
}
