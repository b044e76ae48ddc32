package io.acteon.simulator.engine;

import io.acteon.simulator.expression.BoundCondition;
import io.acteon.simulator.expression.RequestExpressions;
import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.Rejection;
import io.acteon.simulator.value.Value;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Scan over a table or an index, whole or in segments. */
final class Scan {
  private static final int MAX_SEGMENTS = 1_000_000; // DynamoDB's limit

  private Scan() {}

  static Effect run(Database database, JsonNode request, Admission admission) {
    Members.refuseLegacy(request);
    Consumed.check(request);
    Table table = database.active(Members.tableName(request));
    Index index = Query.index(table, request);
    RequestExpressions expressions = new RequestExpressions(request);
    BoundCondition filter = expressions.condition("FilterExpression");
    Selection selection =
        Selection.of(
            request,
            table,
            index == null ? null : index.schema(),
            expressions.projection(),
            filter);
    expressions.checkAllUsed();
    boolean strong = Members.flag(request, "ConsistentRead");
    if (strong && index != null) {
      throw Rejection.validation("Consistent reads are not supported on global secondary indexes");
    }
    Page page = new Page(Query.limit(request), selection, filter);
    int[] segment = segment(request);
    if (index == null) {
      fill(page, table, segment, StartKey.inTable(request, table));
    } else {
      fill(page, table, index, segment, StartKey.inIndex(request, table, index.schema()));
    }
    String name = table.info().name();
    String indexName = index == null ? null : index.schema().name();
    List<Charge> charges =
        List.of(new Charge(name, indexName, null, false, Units.read(page.bytes(), strong)));
    Reads.admit(database, charges, admission);
    ObjectNode body = page.body();
    Consumed.addSingle(body, request, name, charges, false);
    return Effect.ok(database, body, charges);
  }

  private static void fill(Page page, Table table, int[] segment, @Nullable ItemKey start) {
    Iterator<SortedTree.Node<ItemKey, Item>> entries =
        table.items().ascending(key -> start == null || key.compareTo(start) > 0 ? 0 : -1);
    while (entries.hasNext()) {
      SortedTree.Node<ItemKey, Item> entry = entries.next();
      if (inSegment(entry.key(), segment)
          && !page.take(entry.value(), table.keys().attributes(entry.key()))) {
        return;
      }
    }
  }

  private static void fill(
      Page page, Table table, Index index, int[] segment, @Nullable IndexKey start) {
    Iterator<SortedTree.Node<IndexKey, Item>> entries =
        index.entries().ascending(key -> start == null || key.compareTo(start) > 0 ? 0 : -1);
    while (entries.hasNext()) {
      SortedTree.Node<IndexKey, Item> entry = entries.next();
      if (!inSegment(entry.key().entry(), segment)) {
        continue;
      }
      Map<String, Value> last = table.keys().attributes(entry.key().base());
      last.putAll(index.schema().keys().attributes(entry.key().entry()));
      if (!page.take(entry.value(), last)) {
        return;
      }
    }
  }

  private static boolean inSegment(ItemKey key, int[] segment) {
    return ItemKey.spread(key.partition()) % segment[1] == segment[0];
  }

  /** The segment and their number. */
  private static int[] segment(JsonNode request) {
    Integer segment = Members.findInteger(request, "Segment");
    Integer total = Members.findInteger(request, "TotalSegments");
    if ((segment == null) != (total == null)) {
      throw Rejection.validation(
          segment == null
              ? "The Segment parameter is required but was not present in the request when parameter TotalSegments is present"
              : "The TotalSegments parameter is required but was not present in the request when Segment parameter is present");
    }
    if (segment == null || total == null) {
      return new int[] {0, 1};
    }
    if (total < 1 || total > MAX_SEGMENTS || segment < 0 || segment >= total) {
      throw Rejection.validation(
          "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: %d is not less than TotalSegments: %d"
              .formatted(segment, total));
    }
    return new int[] {segment, total};
  }
}
