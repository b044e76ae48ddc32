package io.acteon.server.http.wire;

import io.acteon.model.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An object of a request body, read field by field; a field that is missing or wrong ends the
 * request with 422 and the field's JSON pointer. Fields nobody asks for are ignored. Immutable.
 */
public final class JsonFields {
  private static final long MOST_COUNTED = 1_000_000_000;

  private final Json.Obj object;
  private final JsonPointer at;

  private JsonFields(Json.Obj object, JsonPointer at) {
    this.object = object;
    this.at = at;
  }

  /** The object {@code value} that stands at {@code at}. */
  public static JsonFields of(Json value, JsonPointer at) {
    if (value instanceof Json.Obj object) {
      return new JsonFields(object, at);
    }
    throw wrong(at, value, "an object");
  }

  public JsonPointer at(String name) {
    return at.field(name);
  }

  public Json required(String name) {
    return object
        .field(name)
        .orElseThrow(() -> new ApiException(ErrorCode.INVALID_FIELD, at(name) + " is missing"));
  }

  /** The value, if it is there and not null. */
  public Optional<Json> optional(String name) {
    return object.field(name).filter(value -> !(value instanceof Json.Null));
  }

  public String text(String name, TextLimit limit) {
    return limit.check(text(required(name), at(name)), at(name));
  }

  public Optional<String> optionalText(String name, TextLimit limit) {
    return optional(name).map(value -> limit.check(text(value, at(name)), at(name)));
  }

  public boolean flag(String name) {
    return flag(required(name), at(name));
  }

  public boolean flag(String name, boolean fallback) {
    return optional(name).map(value -> flag(value, at(name))).orElse(fallback);
  }

  /** The names of all members. */
  Set<String> names() {
    return object.fields().keySet();
  }

  /** A whole number from zero to a billion less one. */
  Optional<Integer> optionalCount(String name) {
    return optional(name)
        .map(value -> {
          if (value instanceof Json.Int(long count) && count >= 0 && count < MOST_COUNTED) {
            return (int) count;
          }
          throw wrong(at(name), value, "a whole number from 0 to " + (MOST_COUNTED - 1));
        });
  }

  public Optional<Instant> optionalTime(String name) {
    return optional(name).map(value -> time(value, at(name)));
  }

  /** The elements of the array under {@code name}; none when it is absent. */
  public List<Json> items(String name, int max) {
    return optional(name)
        .map(value -> {
          if (!(value instanceof Json.Arr(List<Json> items))) {
            throw wrong(at(name), value, "an array");
          }
          if (items.size() > max) {
            throw new ApiException(
                ErrorCode.INVALID_FIELD,
                at(name) + " has " + items.size() + " elements; at most " + max + " are taken");
          }
          return items;
        })
        .orElse(List.of());
  }

  /**
   * The object of texts under {@code name}; empty when it is absent, an explicit null is refused.
   */
  public Map<String, String> texts(String name, TextsLimit limit) {
    Optional<Json> value = object.field(name);
    if (value.isEmpty()) {
      return Map.of();
    }
    return texts(value.get(), at(name), limit);
  }

  static Map<String, String> texts(Json value, JsonPointer at, TextsLimit limit) {
    if (!(value instanceof Json.Obj(Map<String, Json> fields))) {
      throw wrong(at, value, "an object of strings");
    }
    if (fields.size() > limit.entries()) {
      throw new ApiException(
          ErrorCode.INVALID_FIELD,
          at + " has " + fields.size() + " entries; at most " + limit.entries() + " are taken");
    }
    var texts = new LinkedHashMap<String, String>();
    fields.forEach((key, field) -> {
      JsonPointer place = at.field(key);
      limit.key().check(key, place);
      texts.put(key, limit.value().check(text(field, place), place));
    });
    int bytes =
        texts.entrySet().stream()
            .mapToInt(text -> TextLimit.bytes(text.getKey()) + TextLimit.bytes(text.getValue()))
            .sum();
    if (bytes > limit.bytes()) {
      throw new ApiException(
          ErrorCode.INVALID_FIELD,
          at + " is " + bytes + " bytes in all; at most " + limit.bytes() + " are taken");
    }
    return texts;
  }

  private static String text(Json value, JsonPointer at) {
    if (value instanceof Json.Str(String text)) {
      return text;
    }
    throw wrong(at, value, "a string");
  }

  private static boolean flag(Json value, JsonPointer at) {
    if (value instanceof Json.Bool(boolean flag)) {
      return flag;
    }
    throw wrong(at, value, "true or false");
  }

  private static Instant time(Json value, JsonPointer at) {
    String text = text(value, at);
    return Rfc3339.parse(text)
        .orElseThrow(() ->
            new ApiException(
                ErrorCode.INVALID_FIELD,
                at + " is not an RFC 3339 time with an offset, such as 2026-01-31T12:00:00Z"));
  }

  private static ApiException wrong(JsonPointer at, Json value, String expected) {
    return new ApiException(
        ErrorCode.INVALID_FIELD, at + " is " + kind(value) + "; it must be " + expected);
  }

  private static String kind(Json value) {
    return switch (value) {
      case Json.Null _ -> "null";
      case Json.Bool _ -> "a boolean";
      case Json.Int _, Json.Dec _ -> "a number";
      case Json.Str _ -> "a string";
      case Json.Arr _ -> "an array";
      case Json.Obj _ -> "an object";
    };
  }
}
