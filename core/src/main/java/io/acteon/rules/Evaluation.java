package io.acteon.rules;

import io.acteon.model.Action;
import io.acteon.model.Json;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One action being held against the conditions of many rules: what was already read of it is kept
 * for the next rule. A missing field is {@code null} here. Not thread-safe; lives for one decision.
 */
final class Evaluation {
  private final Action action;
  private final Facts facts;
  private final ZoneId defaultZone;
  private final Map<ActionField, Json> fields = new EnumMap<>(ActionField.class);
  private @Nullable ZonedDateTime clock;
  private ZoneId zone;
  private String rule = "";
  private @Nullable List<Note> notes;

  Evaluation(Action action, Facts facts, ZoneId defaultZone) {
    this.action = action;
    this.facts = facts;
    this.defaultZone = defaultZone;
    this.zone = defaultZone;
  }

  boolean matches(Rule candidate) {
    rule = candidate.name();
    zone = candidate.timezone().orElse(defaultZone);
    return holds(candidate.condition());
  }

  /** What was noted since the last call. */
  List<Note> takeNotes() {
    List<Note> taken = notes == null ? List.of() : notes;
    notes = null;
    return taken;
  }

  private boolean holds(Condition condition) {
    return switch (condition) {
      case Condition.Test test -> passes(test);
      case Condition.All(List<Condition> members) -> allHold(members);
      case Condition.Any(List<Condition> members) -> anyHolds(members);
      case Condition.Not(Condition member) -> !holds(member);
      case Condition.Exists(Operand operand) -> value(operand) != null;
      case Condition.Seen seen -> wasSeen(seen);
    };
  }

  // Plain loops: a stream per node would be most of what a decision allocates.

  private boolean allHold(List<Condition> members) {
    for (int i = 0; i < members.size(); i++) {
      if (!holds(members.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean anyHolds(List<Condition> members) {
    for (int i = 0; i < members.size(); i++) {
      if (holds(members.get(i))) {
        return true;
      }
    }
    return false;
  }

  private boolean passes(Condition.Test test) {
    Json value = value(test.operand());
    if (value == null) {
      note(test, absence(test.operand()));
      return false;
    }
    return switch (Comparison.check(value, test.check())) {
      case PASSED -> true;
      case FAILED -> false;
      case MISMATCHED -> {
        note(test, "is of type " + Comparison.typeName(value));
        yield false;
      }
    };
  }

  private static String absence(Operand operand) {
    return operand instanceof Operand.EventState || operand instanceof Operand.EventInState
        ? "has no value"
        : "is missing";
  }

  private void note(Condition.Test test, String reason) {
    if (notes == null) {
      notes = new ArrayList<>();
    }
    if (notes.size() < Decision.MAX_NOTES) {
      notes.add(new Note(rule, test, reason));
    }
  }

  private boolean wasSeen(Condition.Seen seen) {
    return facts
        .state()
        .seen(seen.key())
        .map(at -> Duration.between(at, facts.now()).toSeconds())
        .filter(elapsed -> elapsed < seen.withinSeconds().orElse(Long.MAX_VALUE))
        .isPresent();
  }

  private @Nullable Json value(Operand operand) {
    Json value =
        switch (operand) {
          case Operand.ActionPath(ActionField field, List<PathStep> steps) -> field(field, steps);
          case Operand.Clock(ClockField field) -> field.of(clock());
          case Operand.Now() -> Json.of(facts.now().getEpochSecond());
          case Operand.Literal(Json literal) -> literal;
          case Operand.EnvironmentPath _ -> null;
          case Operand.Counter(String key) -> Json.of(facts.state().counter(key));
          case Operand.HasActiveEvent(Operand eventType) -> hasActiveEvent(eventType);
          case Operand.EventState(Operand fingerprint) -> eventState(fingerprint);
          case Operand.EventInState(Operand fingerprint, Operand state) ->
              eventInState(fingerprint, state);
        };
    return value instanceof Json.Null ? null : value;
  }

  private @Nullable Json field(ActionField field, List<PathStep> steps) {
    if (steps.isEmpty()) {
      return whole(field);
    }
    return switch (field) {
      case METADATA -> label(action.metadata(), steps);
      case TRACE_CONTEXT -> label(action.traceContext(), steps);
      case PAYLOAD -> walk(action.payload(), steps);
      default -> walk(whole(field), steps);
    };
  }

  private Json whole(ActionField field) {
    Json known = fields.get(field);
    if (known == null) {
      known = field.of(action);
      fields.put(field, known);
    }
    return known;
  }

  /** A label without first making an object of all of them. */
  private static @Nullable Json label(Map<String, String> labels, List<PathStep> steps) {
    String label = steps.size() == 1 ? labels.get(steps.getFirst().key()) : null;
    return label == null ? null : Json.of(label);
  }

  private static @Nullable Json walk(Json from, List<PathStep> steps) {
    Json at = from;
    for (int i = 0; i < steps.size() && at != null; i++) {
      at = steps.get(i).take(at);
    }
    return at;
  }

  private ZonedDateTime clock() {
    ZonedDateTime known = clock;
    if (known == null || !known.getZone().equals(zone)) {
      known = facts.now().atZone(zone);
      clock = known;
    }
    return known;
  }

  private @Nullable Json hasActiveEvent(Operand eventType) {
    String type = text(eventType);
    return type == null ? null : Json.of(facts.state().activeEvent(type).isPresent());
  }

  private @Nullable Json eventState(Operand fingerprint) {
    String of = text(fingerprint);
    return of == null ? null : Json.ofNullable(facts.state().eventState(of));
  }

  private @Nullable Json eventInState(Operand fingerprint, Operand state) {
    String of = text(fingerprint);
    String wanted = text(state);
    if (of == null || wanted == null) {
      return null;
    }
    return Json.of(facts.state().eventState(of).filter(wanted::equals).isPresent());
  }

  /** An argument as text; a missing one, or of another type, leaves the call without a value. */
  private @Nullable String text(Operand argument) {
    return value(argument) instanceof Json.Str(String text) ? text : null;
  }
}
