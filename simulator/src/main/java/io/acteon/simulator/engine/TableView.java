package io.acteon.simulator.engine;

import io.acteon.simulator.value.Item;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tables as DescribeTable shows them. */
final class TableView {
  private TableView() {}

  static ObjectNode of(Table table, String status) {
    TableInfo info = table.info();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode definitions = node.putArray("AttributeDefinitions");
    info.attributeTypes()
        .forEach((name, type) ->
            definitions.addObject().put("AttributeName", name).put("AttributeType", type));
    node.put("TableName", info.name());
    node.set("KeySchema", keys(info.keys()));
    node.put("TableStatus", status);
    node.put("CreationDateTime", seconds(info.created()));
    throughput(node.putObject("ProvisionedThroughput"), info);
    node.put("TableSizeBytes", table.bytes());
    node.put("ItemCount", table.items().size());
    node.put("TableArn", info.arn());
    node.put(
        "TableId",
        UUID.nameUUIDFromBytes((info.arn() + info.created()).getBytes(StandardCharsets.UTF_8))
            .toString());
    if (info.onDemand()) {
      node.putObject("BillingModeSummary")
          .put("BillingMode", "PAY_PER_REQUEST")
          .put("LastUpdateToPayPerRequestDateTime", seconds(info.created()));
    }
    if (info.settings().encrypted()) {
      node.putObject("SSEDescription").put("Status", "ENABLED").put("SSEType", "KMS");
    }
    if (!table.indexes().isEmpty()) {
      ArrayNode indexes = node.putArray("GlobalSecondaryIndexes");
      table.indexes().values().forEach(index -> indexes.add(index(info, index, status)));
    }
    node.put("DeletionProtectionEnabled", info.settings().deletionProtection());
    return node;
  }

  private static ObjectNode index(TableInfo info, Index index, String status) {
    IndexSchema schema = index.schema();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("IndexName", schema.name());
    node.set("KeySchema", keys(schema.keys()));
    ObjectNode projection = node.putObject("Projection");
    projection.put("ProjectionType", schema.projected().name());
    if (!schema.nonKeyAttributes().isEmpty()) {
      ArrayNode names = projection.putArray("NonKeyAttributes");
      schema.nonKeyAttributes().forEach(names::add);
    }
    node.put("IndexStatus", status);
    throughput(node.putObject("ProvisionedThroughput"), info);
    long bytes = 0;
    for (SortedTree.Node<IndexKey, Item> entry : index.entries().all()) {
      bytes += entry.value().size();
    }
    node.put("IndexSizeBytes", bytes);
    node.put("ItemCount", index.entries().size());
    node.put("IndexArn", info.arn() + "/index/" + schema.name());
    return node;
  }

  private static ArrayNode keys(KeySchema keys) {
    ArrayNode node = JsonNodeFactory.instance.arrayNode();
    node.addObject().put("AttributeName", keys.partition().name()).put("KeyType", "HASH");
    if (keys.sort() != null) {
      node.addObject().put("AttributeName", keys.sort().name()).put("KeyType", "RANGE");
    }
    return node;
  }

  private static void throughput(ObjectNode node, TableInfo info) {
    node.put("NumberOfDecreasesToday", 0);
    node.put("ReadCapacityUnits", info.throughput().reads());
    node.put("WriteCapacityUnits", info.throughput().writes());
  }

  static double seconds(Instant instant) {
    return instant.toEpochMilli() / 1000.0;
  }
}
