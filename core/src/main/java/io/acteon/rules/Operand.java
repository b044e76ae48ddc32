package io.acteon.rules;

import io.acteon.model.Json;
import java.util.List;

/** Where the value of a predicate comes from. Immutable. */
public sealed interface Operand {

  /** The operand as it is written in a rule. */
  String display();

  /** A value that stands in the rule itself. */
  record Literal(Json value) implements Operand {
    @Override
    public String display() {
      return Display.of(value);
    }
  }

  /** A field of the action, and steps into it when it is an object or a list. */
  record ActionPath(ActionField field, List<PathStep> steps) implements Operand {
    public ActionPath {
      steps = List.copyOf(steps);
    }

    @Override
    public String display() {
      return "action." + field.wireName() + PathStep.display(steps);
    }
  }

  /** A part of the time of the decision, in the time zone of the rule. */
  record Clock(ClockField field) implements Operand {
    @Override
    public String display() {
      return "time." + field.wireName();
    }
  }

  /** The time of the decision in Unix seconds. */
  record Now() implements Operand {
    @Override
    public String display() {
      return "now";
    }
  }

  /** A value of the rule environment, which is empty: kept so that rules which name it load. */
  record EnvironmentPath(List<PathStep> steps) implements Operand {
    public EnvironmentPath {
      steps = List.copyOf(steps);
    }

    @Override
    public String display() {
      return "env" + PathStep.display(steps);
    }
  }

  /** The value of a counter, 0 when there is none. */
  record Counter(String key) implements Operand {
    @Override
    public String display() {
      return "StateCounter(" + Display.quoted(key) + ")";
    }
  }

  /** Whether an event of a type is active. */
  record HasActiveEvent(Operand eventType) implements Operand {
    @Override
    public String display() {
      return "has_active_event(" + eventType.display() + ")";
    }
  }

  /** The state of the event with a fingerprint; missing when there is no such event. */
  record EventState(Operand fingerprint) implements Operand {
    @Override
    public String display() {
      return "get_event_state(" + fingerprint.display() + ")";
    }
  }

  /** Whether the event with a fingerprint is in a state. */
  record EventInState(Operand fingerprint, Operand state) implements Operand {
    @Override
    public String display() {
      return "event_in_state(" + fingerprint.display() + ", " + state.display() + ")";
    }
  }
}
