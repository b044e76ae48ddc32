package io.acteon.simulator.engine;

import io.acteon.simulator.value.JsonValues;
import io.acteon.simulator.value.Rejection;
import io.acteon.simulator.value.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads ExclusiveStartKey: after which key a page begins. */
final class StartKey {
  private StartKey() {}

  /** In the table, or null at the beginning. */
  static @Nullable ItemKey inTable(JsonNode request, Table table) {
    Map<String, Value> key = read(request);
    return key == null ? null : part(key, table.keys(), key.size());
  }

  /** In an index, whose start keys hold the index's and the table's key attributes. */
  static @Nullable IndexKey inIndex(JsonNode request, Table table, IndexSchema index) {
    Map<String, Value> key = read(request);
    if (key == null) {
      return null;
    }
    Map<String, Value> names = new HashMap<>(key);
    names.keySet().removeAll(table.keys().names());
    names.keySet().removeAll(index.keys().names());
    if (!names.isEmpty()) {
      throw invalid();
    }
    return new IndexKey(part(key, index.keys(), -1), part(key, table.keys(), -1));
  }

  private static @Nullable Map<String, Value> read(JsonNode request) {
    JsonNode node = Members.find(request, "ExclusiveStartKey");
    return node == null ? null : JsonValues.readMap(node);
  }

  private static ItemKey part(Map<String, Value> key, KeySchema schema, int expectedSize) {
    Map<String, Value> own = new HashMap<>(key);
    own.keySet().retainAll(schema.names());
    if (expectedSize >= 0 && own.size() != expectedSize) {
      throw invalid();
    }
    try {
      return schema.keyOfRequest(own);
    } catch (Rejection _) {
      throw invalid();
    }
  }

  static Rejection invalid() {
    return Rejection.validation("The provided starting key is invalid");
  }
}
