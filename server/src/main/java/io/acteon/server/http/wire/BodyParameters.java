package io.acteon.server.http.wire;

import io.acteon.model.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Parameters as the members of a body that is an object; null counts as absent. Immutable. */
public record BodyParameters(JsonFields fields) implements Parameters {
  private static final TextLimit TEXT = TextLimit.text(4096);

  public static BodyParameters of(Json body) {
    return new BodyParameters(JsonFields.of(body, JsonPointer.root()));
  }

  @Override
  public Set<String> names() {
    return fields.names();
  }

  @Override
  public String place(String name) {
    return fields.at(name).toString();
  }

  @Override
  public Optional<String> text(String name) {
    return fields.optionalText(name, TEXT).filter(text -> !text.isEmpty());
  }

  @Override
  public Optional<Integer> count(String name) {
    return fields.optionalCount(name);
  }

  @Override
  public Optional<Instant> time(String name) {
    return fields.optionalTime(name);
  }

  @Override
  public boolean flag(String name) {
    return fields.flag(name, false);
  }
}
