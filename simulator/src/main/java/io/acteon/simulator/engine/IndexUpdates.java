package io.acteon.simulator.engine;

import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.Rejection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Adding and removing indexes of an existing table; a new index is filled at once. */
final class IndexUpdates {
  private IndexUpdates() {}

  static Table apply(Table table, JsonNode request, List<JsonNode> updates) {
    Map<String, String> types = new LinkedHashMap<>(table.info().attributeTypes());
    types.putAll(TableParser.attributeTypes(request));
    Table changed = table;
    for (JsonNode update : updates) {
      JsonNode create = Members.find(update, "Create");
      JsonNode delete = Members.find(update, "Delete");
      if (create != null) {
        changed = create(changed, TableParser.index(create, types));
      } else if (delete != null) {
        changed = delete(changed, Members.string(delete, "IndexName"));
      } else {
        throw Rejection.validation("The simulator can only create and delete indexes");
      }
    }
    return changed.with(changed.info().withAttributeTypes(used(types, changed)));
  }

  private static Map<String, String> used(Map<String, String> types, Table table) {
    Map<String, String> used = new LinkedHashMap<>(types);
    used.keySet()
        .removeIf(name ->
            !table.keys().contains(name)
                && table.indexes().values().stream()
                    .noneMatch(index -> index.schema().keys().contains(name)));
    return used;
  }

  private static Table create(Table table, IndexSchema schema) {
    if (table.indexes().containsKey(schema.name())) {
      throw Rejection.validation(
          "Attempting to create an index which already exists: " + schema.name());
    }
    Index index = Index.empty(schema);
    for (SortedTree.Node<ItemKey, Item> node : table.items().all()) {
      index = index.show(node.key(), node.value(), table.keys());
    }
    return table.with(index);
  }

  private static Table delete(Table table, String name) {
    if (!table.indexes().containsKey(name)) {
      throw Rejection.of(
          "ResourceNotFoundException", "Requested resource not found: Index: " + name);
    }
    return table.withoutIndex(name);
  }
}
