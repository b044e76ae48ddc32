package io.acteon.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value (RFC 8259), immutable. Objects keep their key order; equality ignores it. */
public sealed interface Json {
  Json NULL = new Null();
  Json TRUE = new Bool(true);
  Json FALSE = new Bool(false);
  Obj EMPTY = new Obj(Map.of());

  record Null() implements Json {}

  record Bool(boolean value) implements Json {}

  /** An integer that fits a signed 64-bit word. */
  record Int(long value) implements Json {}

  /** Any other number, kept to its last digit. */
  record Dec(BigDecimal value) implements Json {}

  record Str(String value) implements Json {}

  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }
  }

  record Obj(Map<String, Json> fields) implements Json {
    public Obj {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The value under {@code name}, if there is one; an explicit null is {@link Json#NULL}. */
    public Optional<Json> field(String name) {
      return Optional.ofNullable(fields.get(name));
    }

    /** This object with {@code name} set to {@code value}. */
    public Obj with(String name, Json value) {
      var copy = new LinkedHashMap<>(fields);
      copy.put(name, value);
      return new Obj(copy);
    }
  }

  static Json of(boolean value) {
    return value ? TRUE : FALSE;
  }

  static Json of(long value) {
    return new Int(value);
  }

  static Json of(double value) {
    return new Dec(BigDecimal.valueOf(value));
  }

  static Json of(String value) {
    return new Str(value);
  }

  /** The text, or {@link #NULL} when there is none. */
  static Json ofNullable(Optional<String> value) {
    return value.<Json>map(Str::new).orElse(NULL);
  }

  static Json array(Iterable<? extends Json> items) {
    var copy = new ArrayList<Json>();
    items.forEach(copy::add);
    return new Arr(copy);
  }

  /** An object of texts, such as labels and headers. */
  static Obj texts(Map<String, String> values) {
    var copy = new LinkedHashMap<String, Json>();
    values.forEach((name, value) -> copy.put(name, new Str(value)));
    return new Obj(copy);
  }

  /** An object from alternating fields, in the order given. */
  static Obj object(Field... fields) {
    var copy = new LinkedHashMap<String, Json>();
    for (Field field : fields) {
      copy.put(field.name(), field.value());
    }
    return new Obj(copy);
  }

  static Field field(String name, Json value) {
    return new Field(name, value);
  }

  static Field field(String name, String value) {
    return new Field(name, new Str(value));
  }

  static Field field(String name, long value) {
    return new Field(name, new Int(value));
  }

  static Field field(String name, boolean value) {
    return new Field(name, of(value));
  }

  /** One member of an object. */
  record Field(String name, Json value) {}
}
