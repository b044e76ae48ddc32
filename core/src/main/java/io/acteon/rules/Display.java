package io.acteon.rules;

import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.util.List;
import java.util.stream.Collectors;

/** How values stand in the text of a condition. */
final class Display {
  private Display() {}

  static String quoted(String text) {
    return JsonText.print(new Json.Str(text));
  }

  static String of(Json value) {
    return value instanceof Json.Arr(List<Json> items) ? list(items) : JsonText.print(value);
  }

  static String list(List<Json> items) {
    return items.stream().map(Display::of).collect(Collectors.joining(", ", "[", "]"));
  }
}
