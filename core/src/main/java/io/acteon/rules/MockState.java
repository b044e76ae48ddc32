package io.acteon.rules;

import io.acteon.json.JsonSyntaxException;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * State with some values replaced by texts that a person gave, named by {@code
 * namespace:tenant:kind:id} or by the id alone. A text that its kind cannot read is an {@link
 * IllegalArgumentException}. Immutable.
 */
record MockState(Scope scope, Map<String, String> texts, StateReads rest) implements StateReads {

  @Override
  public Optional<Instant> seen(String key) {
    Optional<String> text = text("state", key);
    return text.isPresent() ? text.map(it -> time(key, it)) : rest.seen(key);
  }

  @Override
  public long counter(String key) {
    Optional<String> text = text("counter", key);
    return text.isPresent() ? integer(key, text.get()) : rest.counter(key);
  }

  @Override
  public Optional<ActiveEvent> activeEvent(String eventType) {
    Optional<String> text = text("active_events", eventType);
    return text.isPresent()
        ? text.map(it -> new ActiveEvent(member(it, "state"), member(it, "fingerprint")))
        : rest.activeEvent(eventType);
  }

  @Override
  public Optional<String> eventState(String fingerprint) {
    Optional<String> text = text("event_state", fingerprint);
    return text.isPresent() ? text.map(it -> member(it, "state")) : rest.eventState(fingerprint);
  }

  private Optional<String> text(String kind, String id) {
    String full = scope.namespace() + ":" + scope.tenant() + ":" + kind + ":" + id;
    return Optional.ofNullable(texts.get(full)).or(() -> Optional.ofNullable(texts.get(id)));
  }

  private static Instant time(String key, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "mock_state '" + key + "' is '" + text + "'; give a time such as 2026-01-01T00:00:00Z",
          e);
    }
  }

  private static long integer(String key, String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "mock_state '" + key + "' is '" + text + "'; a counter needs an integer", e);
    }
  }

  /** A member of the record that an event is stored as; a text that is none stands for itself. */
  private static String member(String text, String name) {
    try {
      return JsonText.parse(text) instanceof Json.Obj record
              && record.field(name).orElse(Json.NULL) instanceof Json.Str(String value)
          ? value
          : text;
    } catch (JsonSyntaxException e) {
      return text;
    }
  }
}
