package io.acteon.simulator.engine;

import io.acteon.simulator.expression.BoundCondition;
import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.JsonValues;
import io.acteon.simulator.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One page of a query or scan being filled. Not thread-safe. */
final class Page {
  private static final long MAX_BYTES = 1024L * 1024; // DynamoDB's limit, before the filter

  private final int limit;
  private final Selection selection;
  private final @Nullable BoundCondition filter;
  private final ArrayNode items = JsonNodeFactory.instance.arrayNode();
  private int count;
  private int scanned;
  private long bytes;
  private @Nullable Map<String, Value> last;
  private boolean full;

  Page(@Nullable Integer limit, Selection selection, @Nullable BoundCondition filter) {
    this.limit = limit == null ? Integer.MAX_VALUE : limit;
    this.selection = selection;
    this.filter = filter;
  }

  /** Takes an item, or answers false when the page was full before it. */
  boolean take(Item item, Map<String, Value> key) {
    if (full || (scanned > 0 && bytes + item.size() > MAX_BYTES)) {
      full = true;
      return false;
    }
    bytes += item.size();
    scanned++;
    last = new LinkedHashMap<>(key);
    if (filter == null || filter.test(item)) {
      count++;
      if (!selection.countOnly()) {
        items.add(JsonValues.write(selection.of(item)));
      }
    }
    full = scanned >= limit;
    return !full;
  }

  long bytes() {
    return bytes;
  }

  ObjectNode body() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (!selection.countOnly()) {
      body.set("Items", items);
    }
    body.put("Count", count);
    body.put("ScannedCount", scanned);
    if (full && last != null) {
      body.set("LastEvaluatedKey", JsonValues.write(last));
    }
    return body;
  }
}
