package io.acteon.simulator.engine;

import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.Rejection;
import io.acteon.simulator.value.Sizes;
import io.acteon.simulator.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The key attributes of a table or an index. Immutable. */
record KeySchema(Attribute partition, @Nullable Attribute sort) {
  static final int MAX_PARTITION_KEY = 2048; // bytes
  static final int MAX_SORT_KEY = 1024; // bytes

  /** A key attribute and its type. */
  record Attribute(String name, String type) {}

  List<String> names() {
    return sort == null ? List.of(partition.name()) : List.of(partition.name(), sort.name());
  }

  boolean contains(String name) {
    return partition.name().equals(name) || (sort != null && sort.name().equals(name));
  }

  /** The key of an item that is to be put. */
  ItemKey keyOf(Item item) {
    Value first = required(item, partition);
    Value second = sort == null ? null : required(item, sort);
    return checked(new ItemKey(first, second));
  }

  private static Value required(Item item, Attribute attribute) {
    Value value = item.get(attribute.name());
    if (value == null) {
      throw Rejection.validation(
          "One or more parameter values were invalid: Missing the key "
              + attribute.name()
              + " in the item");
    }
    if (!value.type().equals(attribute.type())) {
      throw Rejection.validation(
          "One or more parameter values were invalid: Type mismatch for key %s expected: %s actual: %s"
              .formatted(attribute.name(), attribute.type(), value.type()));
    }
    return value;
  }

  /** The key that a request's {@code Key} names: exactly the key attributes. */
  ItemKey keyOfRequest(Map<String, Value> key) {
    Value first = key.get(partition.name());
    Value second = sort == null ? null : key.get(sort.name());
    boolean matches =
        key.size() == names().size()
            && hasType(first, partition)
            && (sort == null || hasType(second, sort));
    if (!matches || first == null) {
      throw Rejection.validation("The provided key element does not match the schema");
    }
    return checked(new ItemKey(first, second));
  }

  private static boolean hasType(@Nullable Value value, Attribute attribute) {
    return value != null && value.type().equals(attribute.type());
  }

  private ItemKey checked(ItemKey key) {
    checkEmpty(key.partition(), partition.name());
    if (Sizes.of(key.partition()) > MAX_PARTITION_KEY) {
      throw Rejection.validation(
          "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes");
    }
    if (key.sort() != null && sort != null) {
      checkEmpty(key.sort(), sort.name());
      if (Sizes.of(key.sort()) > MAX_SORT_KEY) {
        throw Rejection.validation(
            "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
      }
    }
    return key;
  }

  static boolean isEmpty(Value value) {
    return (value instanceof Value.S s && s.text().isEmpty())
        || (value instanceof Value.B b && b.bytes().length() == 0);
  }

  private static void checkEmpty(Value value, String name) {
    if (isEmpty(value)) {
      throw Rejection.validation(
          "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty %s value. Key: %s"
              .formatted(value instanceof Value.S ? "string" : "binary", name));
    }
  }

  Map<String, Value> attributes(ItemKey key) {
    Map<String, Value> attributes = new LinkedHashMap<>();
    attributes.put(partition.name(), key.partition());
    if (sort != null && key.sort() != null) {
      attributes.put(sort.name(), key.sort());
    }
    return attributes;
  }
}
