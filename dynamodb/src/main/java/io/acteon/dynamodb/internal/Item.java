package io.acteon.dynamodb.internal;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item as it was read, with its attributes by type. Immutable. */
public record Item(Map<String, AttributeValue> attributes) {

  /** Whether there is an item at all. */
  public boolean exists() {
    return !attributes.isEmpty();
  }

  public boolean has(String name) {
    return attributes.containsKey(name);
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(attributes.get(name)).map(AttributeValue::s);
  }

  public OptionalLong number(String name) {
    AttributeValue value = attributes.get(name);
    return value == null || value.n() == null
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(value.n()));
  }

  /** The number, or {@code absent} where there is none. */
  public long number(String name, long absent) {
    return number(name).orElse(absent);
  }
}
