package io.acteon.simulator.engine;

import io.acteon.simulator.expression.Projection;
import io.acteon.simulator.expression.RequestExpressions;
import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.JsonValues;
import io.acteon.simulator.value.Rejection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** GetItem, BatchGetItem and TransactGetItems. */
final class Reads {
  private static final int MAX_BATCH = 100; // DynamoDB's limit
  private static final long MAX_BATCH_BYTES = 16L * 1024 * 1024;

  private Reads() {}

  static Effect get(Database database, JsonNode request, Admission admission) {
    Members.refuseLegacy(request);
    Consumed.check(request);
    Table table = database.active(Members.tableName(request));
    Projection projection = projection(request);
    ItemKey key = WriteParser.key(table, request);
    Item item = table.get(key);
    List<Charge> charges =
        List.of(charge(table, key, item, Members.flag(request, "ConsistentRead"), 1));
    admit(database, charges, admission);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (item != null) {
      body.set("Item", JsonValues.write(projected(item, projection)));
    }
    Consumed.addSingle(body, request, table.info().name(), charges, false);
    return Effect.ok(database, body, charges);
  }

  private static @Nullable Projection projection(JsonNode request) {
    RequestExpressions expressions = new RequestExpressions(request);
    Projection projection = expressions.projection();
    expressions.checkAllUsed();
    return projection;
  }

  private static Item projected(Item item, @Nullable Projection projection) {
    return projection == null ? item : projection.of(item);
  }

  private static Charge charge(
      Table table, ItemKey key, @Nullable Item item, boolean strong, int factor) {
    double units = factor * Units.read(item == null ? 0 : item.size(), strong);
    return new Charge(table.info().name(), null, key.partition(), false, units);
  }

  static void admit(Database database, List<Charge> charges, Admission admission) {
    Charge refused = admission.refusal(charges);
    if (refused != null) {
      throw Refusals.throttled(database, refused);
    }
  }

  static Effect transactGet(Database database, JsonNode request, Admission admission) {
    Consumed.check(request);
    List<JsonNode> nodes = Members.list(request, "TransactItems");
    if (nodes.isEmpty() || nodes.size() > TransactWrite.MAX_ITEMS) {
      throw Members.outside(
          "TransactItems",
          nodes.size(),
          nodes.isEmpty()
              ? "Member must have length greater than or equal to 1"
              : "Member must have length less than or equal to 100");
    }
    Set<Object> seen = new HashSet<>();
    List<Charge> charges = new ArrayList<>();
    ArrayNode responses = JsonNodeFactory.instance.arrayNode();
    long bytes = 0;
    for (JsonNode node : nodes) {
      JsonNode get = Members.find(node, "Get");
      if (get == null) {
        throw Members.missing("Get");
      }
      Table table = database.active(Members.tableName(get));
      Projection projection = projection(get);
      ItemKey key = WriteParser.key(table, get);
      if (!seen.add(List.of(table.info().name(), key))) {
        throw Rejection.validation(
            "Transaction request cannot include multiple operations on one item");
      }
      Item item = table.get(key);
      bytes += item == null ? 0 : item.size();
      charges.add(charge(table, key, item, true, 2));
      ObjectNode response = responses.addObject();
      if (item != null) {
        response.set("Item", JsonValues.write(projected(item, projection)));
      }
    }
    if (bytes > TransactWrite.MAX_BYTES) {
      throw Rejection.validation(
          "Transaction payload size cannot exceed 4MB. Payload Size: " + bytes);
    }
    admit(database, charges, admission);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("Responses", responses);
    Consumed.addPerTable(body, request, charges, true);
    return Effect.ok(database, body, charges);
  }

  static Effect batchGet(Database database, JsonNode request, Admission admission) {
    Consumed.check(request);
    JsonNode tables = Members.find(request, "RequestItems");
    if (tables == null || !tables.isObject() || tables.isEmpty()) {
      throw Rejection.validation(
          "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1");
    }
    BatchGet batch = new BatchGet(database, admission);
    for (Map.Entry<String, JsonNode> member : tables.properties()) {
      batch.add(Members.tableName(member.getKey()), member.getValue());
    }
    return batch.effect(request);
  }

  /** One BatchGetItem in progress. Not thread-safe. */
  private static final class BatchGet {
    private final Database database;
    private final Admission admission;
    private final ObjectNode responses = JsonNodeFactory.instance.objectNode();
    private final ObjectNode unprocessed = JsonNodeFactory.instance.objectNode();
    private final List<Charge> charges = new ArrayList<>();
    private int keys;
    private long bytes;
    private @Nullable Charge refused;

    BatchGet(Database database, Admission admission) {
      this.database = database;
      this.admission = admission;
    }

    void add(String name, JsonNode node) {
      Members.refuseLegacy(node);
      Table table = database.active(name);
      List<JsonNode> wanted = Members.list(node, "Keys");
      if (wanted.isEmpty()) {
        throw Rejection.validation("The list of keys in RequestItems for BatchGetItem is required");
      }
      keys += wanted.size();
      if (keys > MAX_BATCH) {
        throw Rejection.validation("Too many items requested for the BatchGetItem call");
      }
      Projection projection = projection(node);
      boolean strong = Members.flag(node, "ConsistentRead");
      ArrayNode found = responses.putArray(name);
      Set<ItemKey> seen = new HashSet<>();
      for (JsonNode keyNode : wanted) {
        ItemKey key = table.keys().keyOfRequest(JsonValues.readMap(keyNode));
        if (!seen.add(key)) {
          throw Rejection.validation("Provided list of item keys contains duplicates");
        }
        Item item = table.get(key);
        List<Charge> own = List.of(charge(table, key, item, strong, 1));
        Charge refusal =
            bytes + (item == null ? 0 : item.size()) > MAX_BATCH_BYTES
                ? own.getFirst()
                : admission.refusal(own);
        if (refusal != null) {
          refused = refusal;
          leave(name, node, keyNode);
          continue;
        }
        charges.addAll(own);
        if (item != null) {
          bytes += item.size();
          found.add(JsonValues.write(projected(item, projection)));
        }
      }
    }

    private void leave(String name, JsonNode node, JsonNode key) {
      if (!unprocessed.has(name)) {
        ObjectNode left = unprocessed.putObject(name);
        for (Map.Entry<String, JsonNode> member : node.properties()) {
          if (!member.getKey().equals("Keys")) {
            left.set(member.getKey(), member.getValue());
          }
        }
        left.putArray("Keys");
      }
      unprocessed.withObjectProperty(name).withArrayProperty("Keys").add(key);
    }

    Effect effect(JsonNode request) {
      if (refused != null && charges.isEmpty()) {
        throw Refusals.throttled(database, refused);
      }
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      body.set("Responses", responses);
      body.set("UnprocessedKeys", unprocessed);
      Consumed.addPerTable(body, request, charges, false);
      return Effect.ok(database, body, charges);
    }
  }
}
