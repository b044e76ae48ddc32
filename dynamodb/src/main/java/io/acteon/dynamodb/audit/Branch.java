package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditQuery.Filters;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.time.Deadline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The rows of one index partition between two sort keys, in order, read page by page as they are
 * wanted. For one thread at a time.
 */
final class Branch implements Rows {
  private final TableAccess table;
  private final Range range;
  private final Deque<IndexRow> rows = new ArrayDeque<>();
  private @Nullable Map<String, AttributeValue> resume;
  private boolean atEnd;

  /**
   * @param low the lowest sort key, included
   * @param high the highest sort key, included
   */
  record Range(
      String index,
      String attribute,
      String partition,
      String low,
      String high,
      boolean ascending,
      Filters filters) {}

  Branch(TableAccess table, Range range) {
    this.table = table;
    this.range = range;
    this.atEnd = range.low().compareTo(range.high()) > 0;
  }

  @Override
  public Optional<IndexRow> peek(int pageSize, Deadline deadline, CallMeter meter) {
    while (rows.isEmpty() && !atEnd) {
      read(pageSize, deadline, meter);
    }
    return Optional.ofNullable(rows.peekFirst());
  }

  @Override
  public IndexRow take() {
    return rows.removeFirst();
  }

  /** Takes all that is read of the next page; nothing at the end. */
  List<IndexRow> takePage(int pageSize, Deadline deadline, CallMeter meter) {
    if (peek(pageSize, deadline, meter).isEmpty()) {
      return List.of();
    }
    List<IndexRow> page = List.copyOf(rows);
    rows.clear();
    return page;
  }

  private void read(int pageSize, Deadline deadline, CallMeter meter) {
    var request = QueryRequest.builder().indexName(range.index());
    var names = new HashMap<String, String>();
    names.put("#p", range.attribute());
    names.put("#s", Attribute.DISPATCHED);
    var values = new HashMap<String, AttributeValue>();
    values.put(":p", RecordItem.text(range.partition()));
    values.put(":low", RecordItem.text(range.low()));
    values.put(":high", RecordItem.text(range.high()));
    String filter = filter(names, values);
    request
        .keyConditionExpression("#p = :p AND #s BETWEEN :low AND :high")
        .filterExpression(filter.isEmpty() ? null : filter)
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .scanIndexForward(range.ascending())
        .limit(pageSize)
        .exclusiveStartKey(resume);
    QueryResponse page = table.query(request.build(), deadline, meter);
    page.items().forEach(item -> rows.add(IndexRow.of(item)));
    resume = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : null;
    atEnd = resume == null;
  }

  /** Saves the way over the network of rows that do not match; they are read and charged. */
  private String filter(Map<String, String> names, Map<String, AttributeValue> values) {
    var filter = new StringBuilder();
    Filters filters = range.filters();
    add(filter, names, values, Attribute.PROVIDER, filters.provider());
    add(filter, names, values, Attribute.ACTION_TYPE, filters.actionType());
    add(filter, names, values, Attribute.VERDICT, filters.verdict());
    add(filter, names, values, Attribute.MATCHED_RULE, filters.matchedRule());
    add(filter, names, values, Attribute.CHAIN_ID, filters.chainId());
    return filter.toString();
  }

  private static void add(
      StringBuilder filter,
      Map<String, String> names,
      Map<String, AttributeValue> values,
      String attribute,
      Optional<String> wanted) {
    if (wanted.isPresent()) {
      filter.append(filter.isEmpty() ? "" : " AND ");
      filter.append('#').append(attribute).append(" = :").append(attribute);
      names.put("#" + attribute, attribute);
      values.put(":" + attribute, RecordItem.text(wanted.get()));
    }
  }
}
