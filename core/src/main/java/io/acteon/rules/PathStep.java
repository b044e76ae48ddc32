package io.acteon.rules;

import io.acteon.model.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One step of a field path into a value: the key of an object, which is also the index of a list
 * when it is a number. Immutable.
 *
 * @param index the key as an index, -1 when it is none
 */
public record PathStep(String key, int index) {
  private static final int MAX_INDEX_DIGITS = 6;

  /** The step that {@code key} takes. */
  public static PathStep of(String key) {
    boolean number =
        !key.isEmpty()
            && key.length() <= MAX_INDEX_DIGITS
            && key.chars().allMatch(c -> c >= '0' && c <= '9');
    return new PathStep(key, number ? Integer.parseInt(key) : -1);
  }

  /** Where the step leads from {@code from}; nowhere when there is no such key or index. */
  @Nullable Json take(Json from) {
    return switch (from) {
      case Json.Obj(Map<String, Json> fields) -> fields.get(key);
      case Json.Arr(List<Json> items) ->
          index >= 0 && index < items.size() ? items.get(index) : null;
      case Json.Null _, Json.Bool _, Json.Int _, Json.Dec _, Json.Str _ -> null;
    };
  }

  static String display(List<PathStep> steps) {
    return steps.stream().map(PathStep::display).collect(Collectors.joining());
  }

  private String display() {
    return isPlain(key) ? "." + key : "[" + Display.quoted(key) + "]";
  }

  private static boolean isPlain(String key) {
    return !key.isEmpty() && key.chars().noneMatch(c -> ".[]\"() ".indexOf(c) >= 0);
  }
}
