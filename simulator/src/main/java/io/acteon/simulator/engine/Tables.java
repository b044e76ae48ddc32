package io.acteon.simulator.engine;

import io.acteon.simulator.value.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** CreateTable, DescribeTable, UpdateTable, DeleteTable and ListTables. */
final class Tables {
  private static final int MAX_LIST = 100; // DynamoDB's page of table names

  private Tables() {}

  static Effect create(Database database, JsonNode request, Admission admission) {
    String name = Members.tableName(request);
    Map<String, String> types = TableParser.attributeTypes(request);
    KeySchema keys = TableParser.keys(request, types);
    Map<String, Index> indexes = TableParser.indexes(request, types);
    TableParser.checkAllUsed(types, keys, indexes.values());
    TableInfo.Throughput throughput = throughput(request, onDemand(request, false));
    if (database.find(name) != null) {
      throw Rejection.of("ResourceInUseException", "Table already exists: " + name);
    }
    JsonNode encryption = Members.find(request, "SSESpecification");
    TableInfo.Settings settings =
        new TableInfo.Settings(
            Members.flag(request, "DeletionProtectionEnabled"),
            encryption != null && Members.flag(encryption, "Enabled"),
            false,
            null,
            TableParser.tags(request));
    TableInfo info =
        new TableInfo(
            name,
            keys,
            types,
            throughput,
            settings,
            database.now(),
            database.now().plus(database.tableDelay()),
            null);
    Table table = new Table(info, SortedTree.empty(), 0, indexes);
    return described(
        database.without(name).with(table), "TableDescription", TableView.of(table, "CREATING"));
  }

  private static boolean onDemand(JsonNode request, boolean otherwise) {
    String fallback = otherwise ? "PAY_PER_REQUEST" : "PROVISIONED";
    String other = otherwise ? "PROVISIONED" : "PAY_PER_REQUEST";
    return Members.oneOf(request, "BillingMode", fallback, other).equals("PAY_PER_REQUEST");
  }

  private static TableInfo.Throughput throughput(JsonNode request, boolean onDemand) {
    long[] given = TableParser.throughput(request);
    if (onDemand == (given == null)) {
      return given == null
          ? new TableInfo.Throughput(true, 0, 0)
          : new TableInfo.Throughput(false, given[0], given[1]);
    }
    throw Rejection.validation(
        onDemand
            ? "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"
            : "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED");
  }

  private static Effect described(Database database, String member, ObjectNode view) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set(member, view);
    return Effect.ok(database, body);
  }

  static Effect describe(Database database, JsonNode request, Admission admission) {
    Table table = database.described(Members.tableName(request));
    return described(database, "Table", TableView.of(table, status(database, table)));
  }

  private static String status(Database database, Table table) {
    return table.info().deletedAt() != null
        ? "DELETING"
        : table.info().activeAt().isAfter(database.now()) ? "CREATING" : "ACTIVE";
  }

  private static Table idle(Database database, String name) {
    Table table = database.described(name);
    if (!status(database, table).equals("ACTIVE")) {
      throw Rejection.of(
          "ResourceInUseException",
          "Attempt to change a resource which is still in use: Table is being "
              + (table.info().deletedAt() == null ? "created: " : "deleted: ")
              + name);
    }
    return table;
  }

  static Effect delete(Database database, JsonNode request, Admission admission) {
    Table table = idle(database, Members.tableName(request));
    if (table.info().settings().deletionProtection()) {
      throw Rejection.validation(
          "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.");
    }
    String name = table.info().name();
    Database next =
        database.tableDelay().isZero()
            ? database.without(name)
            : database.with(
                table.with(table.info().withDeletedAt(database.now().plus(database.tableDelay()))));
    return described(next, "TableDescription", TableView.of(table, "DELETING"));
  }

  static Effect update(Database database, JsonNode request, Admission admission) {
    Table table = idle(database, Members.tableName(request));
    TableInfo info = table.info();
    boolean onDemand = onDemand(request, info.onDemand());
    long[] given = TableParser.throughput(request);
    List<JsonNode> indexUpdates = Members.list(request, "GlobalSecondaryIndexUpdates");
    boolean protectionGiven = Members.find(request, "DeletionProtectionEnabled") != null;
    if (!protectionGiven
        && given == null
        && indexUpdates.isEmpty()
        && Members.find(request, "BillingMode") == null) {
      throw Rejection.validation(
          "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
    }
    TableInfo.Settings settings =
        protectionGiven
            ? info.settings().withProtection(Members.flag(request, "DeletionProtectionEnabled"))
            : info.settings();
    long reads = onDemand ? 0 : given == null ? info.throughput().reads() : given[0];
    long writes = onDemand ? 0 : given == null ? info.throughput().writes() : given[1];
    TableInfo.Throughput throughput = new TableInfo.Throughput(onDemand, reads, writes);
    Table changed = table.with(info.with(settings).with(throughput));
    if (!indexUpdates.isEmpty()) {
      changed = IndexUpdates.apply(changed, request, indexUpdates);
    }
    return described(database.with(changed), "TableDescription", TableView.of(changed, "ACTIVE"));
  }

  static Effect list(Database database, JsonNode request, Admission admission) {
    Integer limit = Query.limit(request);
    int most = limit == null ? MAX_LIST : Math.min(limit, MAX_LIST);
    String start = Members.findString(request, "ExclusiveStartTableName");
    List<String> names = new ArrayList<>();
    String more = null;
    for (SortedTree.Node<String, Table> node : database.tables().all()) {
      boolean after = start == null || node.key().compareTo(start) > 0;
      if (after && database.find(node.key()) != null) {
        if (names.size() == most) {
          more = names.getLast();
          break;
        }
        names.add(node.key());
      }
    }
    return Effect.ok(database, listed(names, more));
  }

  private static ObjectNode listed(List<String> names, @Nullable String more) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode array = body.putArray("TableNames");
    names.forEach(array::add);
    if (more != null) {
      body.put("LastEvaluatedTableName", more);
    }
    return body;
  }
}
