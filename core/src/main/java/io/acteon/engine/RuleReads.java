package io.acteon.engine;

import io.acteon.json.JsonSyntaxException;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import io.acteon.rules.StateReads;
import io.acteon.state.Counters;
import io.acteon.state.Entry;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.StateStore;
import io.acteon.time.Deadline;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * The state that rules may read while one action is decided: that of its own scope. For one thread.
 */
final class RuleReads implements StateReads {
  private final StateStore state;
  private final Scope scope;
  private final Deadline deadline;
  private boolean asked;

  RuleReads(StateStore state, Scope scope, Deadline deadline) {
    this.state = state;
    this.scope = scope;
    this.deadline = deadline;
  }

  @Override
  public Optional<Instant> seen(String key) {
    return value(Kind.RULE_STATE, key).flatMap(RuleReads::instant);
  }

  @Override
  public long counter(String key) {
    return key.isEmpty()
        ? 0
        : state
            .counters()
            .read(new StateKey(scope, Kind.RULE_COUNTER, key), step())
            .map(Counters.Count::value)
            .orElse(0L);
  }

  @Override
  public Optional<ActiveEvent> activeEvent(String eventType) {
    return object(Kind.ACTIVE_EVENTS, eventType)
        .flatMap(event ->
            text(event, "state")
                .map(now -> new ActiveEvent(now, text(event, "fingerprint").orElse(""))));
  }

  @Override
  public Optional<String> eventState(String fingerprint) {
    return object(Kind.EVENT_STATE, fingerprint).flatMap(event -> text(event, "state"));
  }

  private Optional<String> value(Kind kind, String id) {
    return id.isEmpty()
        ? Optional.empty()
        : state.entries().get(new StateKey(scope, kind, id), step()).map(Entry::value);
  }

  private Optional<Json.Obj> object(Kind kind, String id) {
    return value(kind, id).flatMap(RuleReads::parse);
  }

  /** Whether any state was read. */
  boolean haveAsked() {
    return asked;
  }

  private Deadline step() {
    asked = true;
    return deadline.atMost(StateGate.STEP);
  }

  private static Optional<Json.Obj> parse(String text) {
    try {
      return JsonText.parse(text) instanceof Json.Obj object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JsonSyntaxException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(Json.Obj object, String name) {
    return object
        .field(name)
        .flatMap(
            value -> value instanceof Json.Str(String text) ? Optional.of(text) : Optional.empty());
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
