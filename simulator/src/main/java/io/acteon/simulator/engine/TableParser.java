package io.acteon.simulator.engine;

import io.acteon.simulator.value.Rejection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the definitions of tables and indexes. */
final class TableParser {
  private static final int MAX_INDEXES = 20; // DynamoDB's default quota

  private TableParser() {}

  static Map<String, String> attributeTypes(JsonNode request) {
    Map<String, String> types = new LinkedHashMap<>();
    for (JsonNode definition : Members.list(request, "AttributeDefinitions")) {
      String type = Members.string(definition, "AttributeType");
      if (!Set.of("S", "N", "B").contains(type)) {
        throw Members.outside(
            "AttributeType", type, "Member must satisfy enum value set: [B, N, S]");
      }
      if (types.put(Members.string(definition, "AttributeName"), type) != null) {
        throw Rejection.validation(
            "Cannot have two attributes with the same name in AttributeDefinitions");
      }
    }
    return types;
  }

  static KeySchema keys(JsonNode node, Map<String, String> types) {
    List<JsonNode> elements = Members.list(node, "KeySchema");
    if (elements.isEmpty() || elements.size() > 2) {
      throw Members.outside(
          "KeySchema", elements, "Member must have length between 1 and 2 inclusive");
    }
    KeySchema.Attribute partition = attribute(elements.getFirst(), "HASH", types);
    KeySchema.Attribute sort =
        elements.size() == 1 ? null : attribute(elements.getLast(), "RANGE", types);
    if (sort != null && sort.name().equals(partition.name())) {
      throw Rejection.validation(
          "Both the Hash Key and the Range Key element in the KeySchema have the same name");
    }
    return new KeySchema(partition, sort);
  }

  private static KeySchema.Attribute attribute(
      JsonNode element, String role, Map<String, String> types) {
    String name = Members.string(element, "AttributeName");
    if (!Members.oneOf(element, "KeyType", "HASH", "RANGE").equals(role)) {
      throw Rejection.validation(
          "Invalid KeySchema: The "
              + (role.equals("HASH") ? "first" : "second")
              + " KeySchemaElement is not a "
              + role
              + " key type");
    }
    String type = types.get(name);
    if (type == null) {
      throw Rejection.validation(
          "One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [%s], AttributeDefinitions: %s"
              .formatted(name, types.keySet()));
    }
    return new KeySchema.Attribute(name, type);
  }

  static Map<String, Index> indexes(JsonNode request, Map<String, String> types) {
    if (Members.find(request, "LocalSecondaryIndexes") != null) {
      throw Rejection.validation("The simulator has no local secondary indexes");
    }
    Map<String, Index> indexes = new LinkedHashMap<>();
    for (JsonNode node : Members.list(request, "GlobalSecondaryIndexes")) {
      IndexSchema schema = index(node, types);
      if (indexes.put(schema.name(), Index.empty(schema)) != null) {
        throw Rejection.validation(
            "One or more parameter values were invalid: Duplicate index name: " + schema.name());
      }
    }
    if (indexes.size() > MAX_INDEXES) {
      throw Rejection.validation(
          "One or more parameter values were invalid: GlobalSecondaryIndex count exceeds the per-table limit of "
              + MAX_INDEXES);
    }
    return indexes;
  }

  static IndexSchema index(JsonNode node, Map<String, String> types) {
    String name = Members.tableName(Members.string(node, "IndexName"));
    JsonNode projection = Members.find(node, "Projection");
    if (projection == null) {
      throw Members.missing("Projection");
    }
    IndexSchema.Projected projected =
        IndexSchema.Projected.valueOf(
            Members.oneOf(projection, "ProjectionType", "ALL", "KEYS_ONLY", "INCLUDE"));
    List<String> included = new ArrayList<>();
    Members.list(projection, "NonKeyAttributes").forEach(one -> included.add(one.asString()));
    if (included.isEmpty() == (projected == IndexSchema.Projected.INCLUDE)) {
      throw Rejection.validation(
          "One or more parameter values were invalid: ProjectionType is "
              + projected
              + (included.isEmpty()
                  ? ", but NonKeyAttributes is not specified"
                  : ", but NonKeyAttributes is specified"));
    }
    return new IndexSchema(name, keys(node, types), projected, included);
  }

  /** Every defined attribute must be some key. */
  static void checkAllUsed(Map<String, String> types, KeySchema keys, Iterable<Index> indexes) {
    Set<String> unused = new HashSet<>(types.keySet());
    keys.names().forEach(unused::remove);
    indexes.forEach(index -> index.schema().keys().names().forEach(unused::remove));
    if (!unused.isEmpty()) {
      throw Rejection.validation(
          "One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions; unused: "
              + unused);
    }
  }

  static Map<String, String> tags(JsonNode request) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (JsonNode tag : Members.list(request, "Tags")) {
      tags.put(Members.string(tag, "Key"), Members.string(tag, "Value"));
    }
    return tags;
  }

  /** Read and write units, or null where none are given. */
  static long @Nullable [] throughput(JsonNode node) {
    JsonNode throughput = Members.find(node, "ProvisionedThroughput");
    if (throughput == null) {
      return null;
    }
    Integer reads = Members.findInteger(throughput, "ReadCapacityUnits");
    Integer writes = Members.findInteger(throughput, "WriteCapacityUnits");
    if (reads == null || writes == null || reads < 1 || writes < 1) {
      throw Members.outside(
          "ProvisionedThroughput", throughput, "Member must have value greater than or equal to 1");
    }
    return new long[] {reads, writes};
  }
}
