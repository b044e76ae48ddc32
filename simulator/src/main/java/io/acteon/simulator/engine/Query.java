package io.acteon.simulator.engine;

import io.acteon.simulator.expression.BoundCondition;
import io.acteon.simulator.expression.KeyCondition;
import io.acteon.simulator.expression.RequestExpressions;
import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.Rejection;
import io.acteon.simulator.value.Value;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Query over a table or an index. */
final class Query {
  private final Table table;
  private final @Nullable Index index;
  private final KeyRange range;
  private final boolean forward;
  private final Page page;
  private final boolean strong;

  private Query(
      Table table,
      @Nullable Index index,
      KeyRange range,
      boolean forward,
      Page page,
      boolean strong) {
    this.table = table;
    this.index = index;
    this.range = range;
    this.forward = forward;
    this.page = page;
    this.strong = strong;
  }

  static Effect run(Database database, JsonNode request, Admission admission) {
    Members.refuseLegacy(request);
    Consumed.check(request);
    Query query = parse(database, request);
    query.fill(request);
    String name = query.table.info().name();
    String indexName = query.index == null ? null : query.index.schema().name();
    List<Charge> charges =
        List.of(
            new Charge(
                name,
                indexName,
                query.range.partition(),
                false,
                Units.read(query.page.bytes(), query.strong)));
    Reads.admit(database, charges, admission);
    ObjectNode body = query.page.body();
    Consumed.addSingle(body, request, name, charges, false);
    return Effect.ok(database, body, charges);
  }

  private static Query parse(Database database, JsonNode request) {
    Table table = database.active(Members.tableName(request));
    Index index = index(table, request);
    RequestExpressions expressions = new RequestExpressions(request);
    BoundCondition keys = expressions.condition("KeyConditionExpression");
    BoundCondition filter = expressions.condition("FilterExpression");
    Selection selection =
        Selection.of(
            request,
            table,
            index == null ? null : index.schema(),
            expressions.projection(),
            filter);
    expressions.checkAllUsed();
    if (keys == null) {
      throw Rejection.validation(
          "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
    }
    KeySchema schema = index == null ? table.keys() : index.schema().keys();
    KeySchema.Attribute sort = schema.sort();
    KeyCondition condition =
        keys.keys(schema.partition().name(), sort == null ? null : sort.name());
    checkTypes(schema, condition);
    checkFilter(filter, schema);
    boolean strong = Members.flag(request, "ConsistentRead");
    if (strong && index != null) {
      throw Rejection.validation("Consistent reads are not supported on global secondary indexes");
    }
    JsonNode order = Members.find(request, "ScanIndexForward");
    boolean forward = order == null || Members.flag(request, "ScanIndexForward");
    return new Query(
        table,
        index,
        new KeyRange(condition.partition(), condition.sort()),
        forward,
        new Page(limit(request), selection, filter),
        strong);
  }

  static @Nullable Index index(Table table, JsonNode request) {
    String name = Members.findString(request, "IndexName");
    if (name == null) {
      return null;
    }
    Index index = table.indexes().get(name);
    if (index == null) {
      throw Rejection.validation("The table does not have the specified index: " + name);
    }
    return index;
  }

  static @Nullable Integer limit(JsonNode request) {
    Integer limit = Members.findInteger(request, "Limit");
    if (limit != null && limit < 1) {
      throw Members.outside("Limit", limit, "Member must have value greater than or equal to 1");
    }
    return limit;
  }

  private static void checkTypes(KeySchema schema, KeyCondition condition) {
    KeySchema.Attribute sort = schema.sort();
    KeyCondition.Sort restriction = condition.sort();
    boolean matches =
        condition.partition().type().equals(schema.partition().type())
            && (sort == null
                || restriction == null
                || (restriction.value().type().equals(sort.type())
                    && restriction.high().type().equals(sort.type())));
    if (!matches) {
      throw Rejection.validation(
          "One or more parameter values were invalid: Condition parameter type does not match schema type");
    }
    if (KeySchema.isEmpty(condition.partition())) {
      throw Rejection.validation(
          "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: "
              + schema.partition().name());
    }
  }

  private static void checkFilter(@Nullable BoundCondition filter, KeySchema schema) {
    Set<String> names = filter == null ? Set.of() : filter.attributes();
    for (String name : names) {
      if (schema.contains(name)) {
        throw Rejection.validation(
            "Filter Expression can only contain non-primary key attributes: Primary key attribute: "
                + name);
      }
    }
  }

  private void fill(JsonNode request) {
    if (index == null) {
      ItemKey start = StartKey.inTable(request, table);
      checkStart(start);
      fill(
          table.items(),
          after(range, start),
          (key, item) -> page.take(item, table.keys().attributes(key)));
      return;
    }
    IndexSchema schema = index.schema();
    IndexKey start = StartKey.inIndex(request, table, schema);
    checkStart(start == null ? null : start.entry());
    fill(
        index.entries(),
        after(key -> range.applyAsInt(key.entry()), start),
        (key, item) -> {
          Map<String, Value> last = table.keys().attributes(key.base());
          last.putAll(schema.keys().attributes(key.entry()));
          return page.take(item, last);
        });
  }

  private void checkStart(@Nullable ItemKey start) {
    if (start != null && start.comparePartition(range.partition()) != 0) {
      throw Rejection.validation(
          "The provided starting key is outside query boundaries based on provided conditions");
    }
    if (start != null && range.applyAsInt(start) != 0) {
      throw Rejection.validation(
          "The provided starting key does not match the range key predicate");
    }
  }

  /** Takes one entry, or answers false to stop. */
  private interface Taker<K> {
    boolean take(K key, Item item);
  }

  private <K> void fill(SortedTree<K, Item> tree, ToIntFunction<K> position, Taker<K> taker) {
    Iterator<SortedTree.Node<K, Item>> entries =
        forward ? tree.ascending(position) : tree.descending(position);
    while (entries.hasNext()) {
      SortedTree.Node<K, Item> entry = entries.next();
      if (position.applyAsInt(entry.key()) != 0 || !taker.take(entry.key(), entry.value())) {
        return;
      }
    }
  }

  /** The range without what stands up to the start key, in the direction of the query. */
  private <K extends Comparable<? super K>> ToIntFunction<K> after(
      ToIntFunction<K> whole, @Nullable K start) {
    if (start == null) {
      return whole;
    }
    return key -> {
      int side = key.compareTo(start);
      if (forward && side <= 0) {
        return -1;
      }
      return !forward && side >= 0 ? 1 : whole.applyAsInt(key);
    };
  }
}
