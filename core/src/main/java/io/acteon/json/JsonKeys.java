package io.acteon.json;

import io.acteon.model.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;

/**
 * Orders the keys of JSON objects by their code points, which is the order of their UTF-8 bytes.
 */
public final class JsonKeys {
  // String.compareTo orders UTF-16 units: it puts U+1F600 before U+FF5E, UTF-8 does not.
  private static final Comparator<String> BY_CODE_POINT = JsonKeys::compare;

  private JsonKeys() {}

  /** {@code value} with the keys of every object in it sorted. */
  public static Json sorted(Json value) {
    return switch (value) {
      case Json.Obj object -> sorted(object);
      case Json.Arr(var items) -> {
        var copy = new ArrayList<Json>(items.size());
        items.forEach(item -> copy.add(sorted(item)));
        yield new Json.Arr(copy);
      }
      case Json.Null _, Json.Bool _, Json.Int _, Json.Dec _, Json.Str _ -> value;
    };
  }

  public static Json.Obj sorted(Json.Obj object) {
    var copy = new LinkedHashMap<String, Json>();
    object.fields().entrySet().stream()
        .sorted((a, b) -> BY_CODE_POINT.compare(a.getKey(), b.getKey()))
        .forEach(field -> copy.put(field.getKey(), sorted(field.getValue())));
    return new Json.Obj(copy);
  }

  private static int compare(String left, String right) {
    int shorter = Math.min(left.length(), right.length());
    for (int i = 0; i < shorter; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        return Character.isSurrogate(a) == Character.isSurrogate(b)
            ? Character.compare(a, b)
            : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
