package io.acteon.simulator.engine;

import io.acteon.simulator.value.Rejection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * BatchWriteItem: up to 25 puts and deletes, each on its own; what is throttled comes back as
 * unprocessed.
 */
final class BatchWrite {
  private static final int MAX_REQUESTS = 25; // DynamoDB's limit
  private static final long MAX_BYTES = 16L * 1024 * 1024;

  private record Entry(String table, JsonNode request, WriteRequest write) {}

  private BatchWrite() {}

  static Effect run(Database database, JsonNode request, Admission admission) {
    Consumed.check(request);
    List<Entry> entries = parse(database, request);
    Database next = database;
    List<Charge> charges = new ArrayList<>();
    ObjectNode unprocessed = JsonNodeFactory.instance.objectNode();
    Charge refused = null;
    int done = 0;
    for (Entry entry : entries) {
      Table table = next.active(entry.table());
      WriteRequest.Result result = entry.write().evaluate(table);
      List<Charge> own = WriteCharges.of(table, entry.write(), result, 1);
      Charge refusal = admission.refusal(own);
      if (refusal == null) {
        next = next.write(table, entry.write().key(), result.now());
        charges.addAll(own);
        done++;
      } else {
        refused = refusal;
        unprocessed.withArrayProperty(entry.table()).add(entry.request());
      }
    }
    if (refused != null && done == 0) {
      throw Refusals.throttled(database, refused);
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("UnprocessedItems", unprocessed);
    Consumed.addPerTable(body, request, charges, false);
    return Effect.ok(next, body, charges);
  }

  private static List<Entry> parse(Database database, JsonNode request) {
    JsonNode tables = Members.find(request, "RequestItems");
    if (tables == null || !tables.isObject() || tables.isEmpty()) {
      throw Rejection.validation(
          "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1");
    }
    List<Entry> entries = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    long bytes = 0;
    for (Map.Entry<String, JsonNode> member : tables.properties()) {
      String table = Members.tableName(member.getKey());
      if (!member.getValue().isArray() || member.getValue().isEmpty()) {
        throw Rejection.validation(
            "The batch write request list for a table cannot be null or empty: " + table);
      }
      for (JsonNode node : member.getValue()) {
        if (entries.size() == MAX_REQUESTS) {
          throw Rejection.validation("Too many items requested for the BatchWriteItem call");
        }
        WriteRequest write = parse(database, member.getKey(), node);
        if (!seen.add(List.of(table, write.key()))) {
          throw Rejection.validation("Provided list of item keys contains duplicates");
        }
        bytes += write.action() instanceof WriteRequest.Action.Put put ? put.item().size() : 0;
        entries.add(new Entry(table, node, write));
      }
    }
    if (bytes > MAX_BYTES) {
      throw Rejection.validation("Size of the batch write request exceeds 16 MB");
    }
    return entries;
  }

  private static WriteRequest parse(Database database, String table, JsonNode node) {
    JsonNode put = Members.find(node, "PutRequest");
    JsonNode delete = Members.find(node, "DeleteRequest");
    if ((put == null) == (delete == null)) {
      throw Rejection.validation(
          "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes");
    }
    return put != null
        ? WriteParser.put(database, named(table, "Item", put))
        : WriteParser.delete(database, named(table, "Key", delete));
  }

  /** The same as a request of its own. */
  private static ObjectNode named(String table, String member, @Nullable JsonNode request) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("TableName", table);
    JsonNode value = request == null ? null : request.get(member);
    if (value != null) {
      node.set(member, value);
    }
    return node;
  }
}
