package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditQuery.ScopePattern;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.dynamodb.internal.Reply;
import io.acteon.model.Scope;
import io.acteon.store.StoreCall;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/**
 * Which scopes have records: one item each, written before the first record and never removed, and
 * listed by the index of dispatches. Thread-safe.
 */
final class ScopeDirectory {
  /** When so many are remembered, all are forgotten: that costs a write each, and bounds memory. */
  private static final int MOST_REMEMBERED = 100_000;

  /**
   * How many index partitions the records of every scope are spread over. An item that says another
   * number is not gone by, and a finding: a record in a partition that nobody reads would be
   * hidden.
   */
  private static final int SHARDS = 1;

  private final TableAccess table;
  private final TrailKeys keys;
  private final Set<Scope> entered = ConcurrentHashMap.newKeySet();

  ScopeDirectory(TableAccess table, TrailKeys keys) {
    this.table = table;
    this.keys = keys;
  }

  /**
   * Makes sure that {@code scope} is listed.
   *
   * @throws StoreException when that cannot be known
   */
  void enter(Scope scope, Deadline deadline) {
    if (entered.contains(scope)) {
      return;
    }
    put(scope, deadline);
    if (entered.size() >= MOST_REMEMBERED) {
      entered.clear();
    }
    entered.add(scope);
  }

  /** The directory item of a scope. */
  Map<String, AttributeValue> item(Scope scope) {
    return Map.of(
        Attribute.ID, RecordItem.text(keys.directoryId(scope)),
        Attribute.SCOPE, RecordItem.text(keys.directoryPartition()),
        Attribute.DISPATCHED, RecordItem.text(keys.scopeSortKey(scope)),
        Attribute.SHARDS, RecordItem.number(SHARDS));
  }

  private void put(Scope scope, Deadline deadline) {
    PutItemRequest request =
        PutItemRequest.builder()
            .tableName(table.connection().table())
            .item(item(scope))
            .conditionExpression(TableAccess.ABSENT)
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
            .build();
    CallMeter meter = table.connection().meter("directory_enter");
    var reply =
        table
            .connection()
            .attempts()
            .send(
                "PutItem",
                limits ->
                    table
                        .connection()
                        .client()
                        .putItem(request.toBuilder().overrideConfiguration(limits).build()),
                deadline,
                meter);
    switch (reply) {
      case Reply.Answered<?> _ -> meter.ended(StoreCall.Result.APPLIED);
      case Reply.Refused<?> _ -> meter.ended(StoreCall.Result.REFUSED); // It is listed already.
      case Reply.Lost<?> lost -> {
        // Whether it landed does not matter: it is put again before the first record is.
        meter.ended(StoreCall.Result.UNAVAILABLE);
        throw lost.fault();
      }
    }
  }

  /** All scopes but what the trail keeps about itself. */
  List<Scope> entries(Deadline deadline, CallMeter meter) {
    return entries(AuditQuery.newest(1), deadline, meter);
  }

  /**
   * The scopes that {@code query} means. Those named in full are answered even if the index does
   * not list them yet.
   */
  List<Scope> entries(AuditQuery query, Deadline deadline, CallMeter meter) {
    Set<Scope> scopes = new LinkedHashSet<>();
    for (String beginning : beginnings(query.scopes())) {
      list(beginning, deadline, meter).stream().filter(query::means).forEach(scopes::add);
    }
    query.scopes().stream().flatMap(one -> named(one).stream()).forEach(scopes::add);
    var items = table.getAll(scopes.stream().map(keys::directoryId).toList(), deadline, meter);
    return scopes.stream().filter(scope -> items.containsKey(keys.directoryId(scope))).toList();
  }

  private static Optional<Scope> named(ScopePattern pattern) {
    return pattern
        .namespace()
        .filter(name -> !name.isEmpty())
        .flatMap(namespace ->
            pattern
                .tenant()
                .filter(name -> !name.isEmpty())
                .map(tenant -> new Scope(namespace, tenant)));
  }

  /** What the sort keys of all scopes that are meant begin with; shortest that covers each. */
  private Set<String> beginnings(List<ScopePattern> patterns) {
    var all = new TreeSet<String>();
    for (ScopePattern pattern : patterns) {
      all.add(
          pattern
              .namespace()
              .map(namespace ->
                  TrailKeys.escape(namespace)
                      + "#"
                      + pattern.tenant().map(TrailKeys::escape).orElse(""))
              .orElse(""));
    }
    return patterns.isEmpty() || all.contains("") ? Set.of("") : all;
  }

  private List<Scope> list(String beginning, Deadline deadline, CallMeter meter) {
    var scopes = new LinkedHashSet<Scope>();
    QueryRequest request =
        QueryRequest.builder()
            .indexName(AuditTable.BY_DISPATCH)
            .keyConditionExpression(
                beginning.isEmpty() ? "#p = :p" : "#p = :p AND begins_with(#s, :s)")
            .expressionAttributeNames(
                beginning.isEmpty()
                    ? Map.of("#p", Attribute.SCOPE)
                    : Map.of("#p", Attribute.SCOPE, "#s", Attribute.DISPATCHED))
            .expressionAttributeValues(
                beginning.isEmpty()
                    ? Map.of(":p", RecordItem.text(keys.directoryPartition()))
                    : Map.of(
                        ":p", RecordItem.text(keys.directoryPartition()),
                        ":s", RecordItem.text(beginning)))
            .build();
    QueryResponse page;
    do {
      page = table.query(request, deadline, meter);
      for (Map<String, AttributeValue> row : page.items()) {
        AttributeValue sortKey = row.get(Attribute.DISPATCHED);
        if (sortKey != null) {
          keys.scope(sortKey.s()).ifPresent(scopes::add);
        }
      }
      request = request.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).build();
    } while (page.hasLastEvaluatedKey());
    return List.copyOf(scopes);
  }
}
