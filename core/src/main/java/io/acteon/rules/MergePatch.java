package io.acteon.rules;

import io.acteon.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON merge patch (RFC 7396): objects merge key by key, null deletes, anything else replaces. */
public final class MergePatch {
  private MergePatch() {}

  /** {@code target} after {@code patch}; the arguments are left as they are. */
  public static Json apply(Json target, Json patch) {
    if (!(patch instanceof Json.Obj(Map<String, Json> changes))) {
      return patch;
    }
    var merged =
        target instanceof Json.Obj(Map<String, Json> fields)
            ? new LinkedHashMap<>(fields)
            : new LinkedHashMap<String, Json>();
    changes.forEach((name, change) -> {
      if (change instanceof Json.Null) {
        merged.remove(name);
      } else {
        merged.put(name, apply(merged.getOrDefault(name, Json.NULL), change));
      }
    });
    return new Json.Obj(merged);
  }
}
