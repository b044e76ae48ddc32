package io.acteon.bench.audit;

import io.acteon.audit.AuditRecord;
import io.acteon.bench.compare.Cost;
import io.acteon.bench.compare.Ids;
import io.acteon.bench.compare.Sdk;
import io.acteon.bench.compare.Target.Place;
import io.acteon.bench.compare.Work;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * One transaction for each record, of the record and a fence, sent by the bare SDK: the least that
 * appends to a chain. Each needs the hash of the one before, so they go one after another; they
 * wait for each other within this process rather than collide in the table, and nothing is hashed
 * or signed. The records' items are ours. Thread-safe.
 */
final class BareAppends implements Work, AutoCloseable {
  private static final int FENCE_BYTES = 128;

  private final Sdk sdk;
  private final String table;
  private final Cost cost = new Cost();
  private final Ids ids = new Ids();
  private final String chain = ids.fresh();
  private final Map<String, AttributeValue> model;
  private final ReentrantLock turn = new ReentrantLock(true);
  private long next;

  /** Takes a record of {@code ours} for its model. */
  BareAppends(Place place, Trail ours) {
    this.sdk = Sdk.at(place);
    this.table = place.table();
    AuditRecord record = new SampleRecords().suppressed();
    ours.append(record);
    this.model = new HashMap<>(read(record.id()));
    // In a partition of its own, where our trail does not find what it never wrote.
    for (String partition : List.of("ns_tenant", "ns_tenant_outcome")) {
      model.computeIfPresent(partition, (_, value) -> AttributeValue.fromS("-" + value.s()));
    }
  }

  private Map<String, AttributeValue> read(String id) {
    Map<String, AttributeValue> item =
        sdk.client()
            .getItem(
                GetItemRequest.builder()
                    .tableName(table)
                    .key(Map.of("id", AttributeValue.fromS(id)))
                    .consistentRead(true)
                    .build())
            .item();
    if (item.isEmpty()) {
      throw new IllegalStateException("the record " + id + " is not in " + table);
    }
    return item;
  }

  Cost cost() {
    return cost;
  }

  @Override
  public int once(int client) throws InterruptedException {
    turn.lockInterruptibly();
    try {
      append(next);
      next++;
    } finally {
      turn.unlock();
    }
    return 1;
  }

  private void append(long n) {
    String id = ids.fresh();
    Map<String, AttributeValue> record = new HashMap<>(model);
    record.put("id", AttributeValue.fromS(id));
    record.computeIfPresent(
        "dispatched_id",
        (_, value) ->
            AttributeValue.fromS(value.s().substring(0, value.s().indexOf('#') + 1) + id));
    Map<String, AttributeValue> fence =
        Map.of(
            "id", AttributeValue.fromS("BARE#" + chain + "#" + n),
            "fence", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[FENCE_BYTES])));
    TransactWriteItemsRequest request =
        TransactWriteItemsRequest.builder()
            .transactItems(put(record), put(fence))
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
            .build();
    cost.transacted(sdk.client().transactWriteItems(request).consumedCapacity());
  }

  private TransactWriteItem put(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(
            Put.builder()
                .tableName(table)
                .item(item)
                .conditionExpression("attribute_not_exists(id)")
                .build())
        .build();
  }

  @Override
  public void close() {
    sdk.close();
  }
}
