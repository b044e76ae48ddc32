package io.acteon.simulator.value;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An item: attributes by name, in the order they were first written. Immutable; safe to share. */
public final class Item {
  public static final Item EMPTY = new Item(new LinkedHashMap<>());

  private final Map<String, Value> attributes;
  private int size = -1;

  private Item(Map<String, Value> attributes) {
    this.attributes = attributes;
  }

  public static Item of(Map<String, Value> attributes) {
    return new Item(new LinkedHashMap<>(attributes));
  }

  public @Nullable Value get(String name) {
    return attributes.get(name);
  }

  public Map<String, Value> attributes() {
    return Collections.unmodifiableMap(attributes);
  }

  public Set<String> names() {
    return Collections.unmodifiableSet(attributes.keySet());
  }

  public Item with(String name, Value value) {
    Map<String, Value> copy = new LinkedHashMap<>(attributes);
    copy.put(name, value);
    return new Item(copy);
  }

  public Item without(String name) {
    Map<String, Value> copy = new LinkedHashMap<>(attributes);
    copy.remove(name);
    return new Item(copy);
  }

  /** Only the named attributes, those that exist. */
  public Item only(Collection<String> names) {
    Map<String, Value> kept = new LinkedHashMap<>();
    for (Map.Entry<String, Value> attribute : attributes.entrySet()) {
      if (names.contains(attribute.getKey())) {
        kept.put(attribute.getKey(), attribute.getValue());
      }
    }
    return new Item(kept);
  }

  /** Bytes as DynamoDB counts them. A race only computes it twice. */
  public int size() {
    if (size < 0) {
      size = Sizes.of(attributes);
    }
    return size;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Item that && attributes.equals(that.attributes);
  }

  @Override
  public int hashCode() {
    return attributes.hashCode();
  }

  @Override
  public String toString() {
    return attributes.toString();
  }
}
