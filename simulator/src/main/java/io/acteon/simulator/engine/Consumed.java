package io.acteon.simulator.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The member ConsumedCapacity of an answer. */
final class Consumed {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Consumed() {}

  private static String mode(JsonNode request) {
    return Members.oneOf(request, "ReturnConsumedCapacity", "NONE", "TOTAL", "INDEXES");
  }

  /** Checks the request's member early, as DynamoDB does. */
  static void check(JsonNode request) {
    mode(request);
  }

  static void addSingle(
      ObjectNode body, JsonNode request, String table, List<Charge> charges, boolean detailed) {
    String mode = mode(request);
    if (!mode.equals("NONE")) {
      body.set("ConsumedCapacity", node(table, charges, mode.equals("INDEXES"), detailed));
    }
  }

  static void addPerTable(
      ObjectNode body, JsonNode request, List<Charge> charges, boolean detailed) {
    String mode = mode(request);
    if (mode.equals("NONE")) {
      return;
    }
    ArrayNode tables = JSON.arrayNode();
    charges.stream()
        .map(Charge::table)
        .distinct()
        .forEach(table -> tables.add(node(table, charges, mode.equals("INDEXES"), detailed)));
    body.set("ConsumedCapacity", tables);
  }

  /** {@code detailed}: reads and writes apart, which DynamoDB shows for transactions. */
  private static ObjectNode node(
      String table, List<Charge> charges, boolean indexes, boolean detailed) {
    Sum total = new Sum();
    Sum base = new Sum();
    Map<String, Sum> byIndex = new LinkedHashMap<>();
    for (Charge charge : charges) {
      if (charge.table().equals(table)) {
        total.add(charge);
        (charge.index() == null ? base : byIndex.computeIfAbsent(charge.index(), _ -> new Sum()))
            .add(charge);
      }
    }
    ObjectNode node = JSON.objectNode();
    node.put("TableName", table);
    total.write(node, detailed);
    if (indexes) {
      base.write(node.putObject("Table"), detailed);
      if (!byIndex.isEmpty()) {
        ObjectNode indexNodes = node.putObject("GlobalSecondaryIndexes");
        byIndex.forEach((name, sum) -> sum.write(indexNodes.putObject(name), detailed));
      }
    }
    return node;
  }

  /** Units added up. Not thread-safe. */
  private static final class Sum {
    private double reads;
    private double writes;

    void add(Charge charge) {
      if (charge.write()) {
        writes += charge.units();
      } else {
        reads += charge.units();
      }
    }

    void write(ObjectNode node, boolean detailed) {
      node.put("CapacityUnits", reads + writes);
      if (detailed && reads > 0) {
        node.put("ReadCapacityUnits", reads);
      }
      if (detailed && writes > 0) {
        node.put("WriteCapacityUnits", writes);
      }
    }
  }
}
