package io.acteon.simulator.engine;

import io.acteon.simulator.value.JsonValues;
import io.acteon.simulator.value.Rejection;
import io.acteon.simulator.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds the items that a request names without running it. */
final class Footprint {
  private Footprint() {}

  static List<Engine.Touched> of(Database database, String operation, JsonNode request) {
    List<Engine.Touched> touched = new ArrayList<>();
    try {
      switch (operation) {
        case "PutItem", "UpdateItem", "DeleteItem", "GetItem" ->
            add(touched, database, request.get("TableName"), request);
        case "TransactWriteItems", "TransactGetItems" -> {
          for (JsonNode node : Members.list(request, "TransactItems")) {
            for (JsonNode member : node) {
              add(touched, database, member.get("TableName"), member);
            }
          }
        }
        case "BatchWriteItem" -> {
          JsonNode tables = request.get("RequestItems");
          if (tables != null && tables.isObject()) {
            addBatch(touched, database, tables);
          }
        }
        default -> {}
      }
    } catch (Rejection _) {
      return List.of(); // it will be refused when it runs
    }
    return touched;
  }

  private static void addBatch(List<Engine.Touched> touched, Database database, JsonNode tables) {
    for (Map.Entry<String, JsonNode> member : tables.properties()) {
      for (JsonNode node : member.getValue()) {
        for (JsonNode write : node) {
          add(touched, database, member.getKey(), write);
        }
      }
    }
  }

  private static void add(
      List<Engine.Touched> touched, Database database, @Nullable JsonNode name, JsonNode node) {
    if (name != null && name.isString()) {
      add(touched, database, name.stringValue(), node);
    }
  }

  private static void add(
      List<Engine.Touched> touched, Database database, String name, JsonNode node) {
    Table table = database.active(Members.tableName(name));
    JsonNode attributes = node.has("Item") ? node.get("Item") : node.get("Key");
    if (attributes != null) {
      Map<String, Value> key = new LinkedHashMap<>();
      for (String keyName : table.keys().names()) {
        JsonNode value = attributes.get(keyName);
        if (value != null) {
          key.put(keyName, JsonValues.read(value));
        }
      }
      touched.add(new Engine.Touched(table.info().name(), table.keys().keyOfRequest(key)));
    }
  }
}
