package io.acteon.dynamodb.audit;

import io.acteon.dynamodb.internal.Backoff;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.dynamodb.internal.Connection;
import io.acteon.dynamodb.internal.Reply;
import io.acteon.store.StoreCall;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Puts records in batches. A put again of the same record is the same item, so lost answers need no
 * care. It would also replace another record of the same id: only for a trail in which a dispatch
 * has one record, which no sweep concludes. Thread-safe.
 */
final class BatchWrites implements RecordPuts {
  static final int MAX_BATCH = 25; // DynamoDB's limit

  private static final Logger LOG = LoggerFactory.getLogger(BatchWrites.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration MOST_PAUSE = Duration.ofSeconds(2);

  private final Connection connection;
  private final ScopeDirectory directory;
  private final TrailKeys keys;
  private final Backoff backoff = new Backoff(FIRST_PAUSE, MOST_PAUSE, new Random());

  BatchWrites(Connection connection, ScopeDirectory directory, TrailKeys keys) {
    this.connection = connection;
    this.directory = directory;
    this.keys = keys;
  }

  /** Puts up to {@link #MAX_BATCH} records. */
  @Override
  public List<Pending> put(List<Pending> records, Deadline deadline) {
    var left = new LinkedHashMap<String, Pending>();
    records.forEach(record -> left.put(record.id(), record));
    CallMeter meter = connection.meter("record_batch");
    try {
      for (int failures = 0; !left.isEmpty(); ) {
        Set<String> unprocessed = putOnce(left, deadline, meter);
        left.keySet().retainAll(unprocessed);
        failures++;
        if (!left.isEmpty() && (deadline.hasPassed() || !pause(backoff.after(failures)))) {
          break;
        }
      }
      meter.ended(left.isEmpty() ? StoreCall.Result.APPLIED : StoreCall.Result.UNAVAILABLE);
      return List.copyOf(left.values());
    } catch (StoreException.Unavailable e) {
      LOG.warn("{} audit records were not written: {}", left.size(), e.getMessage());
      meter.ended(StoreCall.Result.UNAVAILABLE);
      return List.copyOf(left.values());
    } catch (StoreException.Rejected e) {
      LOG.error("{} audit records are rejected: {}", left.size(), e.getMessage());
      meter.ended(StoreCall.Result.REJECTED);
      return left.size() == 1 ? List.copyOf(left.values()) : halves(left.values(), deadline);
    }
  }

  /** A rejection names no culprit, so the others are separated from it. */
  private List<Pending> halves(Collection<Pending> records, Deadline deadline) {
    var all = List.copyOf(records);
    int half = all.size() / 2;
    var left = new ArrayList<>(put(all.subList(0, half), deadline));
    left.addAll(put(all.subList(half, all.size()), deadline));
    return left;
  }

  /** Sends one request; answers the ids that it did not take. */
  private Set<String> putOnce(Map<String, Pending> records, Deadline deadline, CallMeter meter) {
    var puts = new ArrayList<WriteRequest>();
    for (Pending record : records.values()) {
      directory.enter(record.facts().scope(), deadline);
      Map<String, AttributeValue> item = RecordItem.of(record.sealed(), record.facts(), keys);
      puts.add(WriteRequest.builder().putRequest(PutRequest.builder().item(item).build()).build());
    }
    BatchWriteItemRequest request =
        BatchWriteItemRequest.builder()
            .requestItems(Map.of(connection.table(), puts))
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
            .build();
    Reply<BatchWriteItemResponse> reply =
        connection
            .attempts()
            .send(
                "BatchWriteItem",
                limits ->
                    connection
                        .client()
                        .batchWriteItem(request.toBuilder().overrideConfiguration(limits).build()),
                deadline,
                meter);
    return switch (reply) {
      case Reply.Answered<BatchWriteItemResponse>(BatchWriteItemResponse response, boolean _) -> {
        response.consumedCapacity().forEach(meter::wrote);
        yield ids(response.unprocessedItems().getOrDefault(connection.table(), List.of()));
      }
      case Reply.Refused<BatchWriteItemResponse> refused ->
          throw new StoreException.Rejected(
              "BatchWriteItem was refused, which it never is: " + refused.refusal().getMessage(),
              refused.refusal());
      case Reply.Lost<BatchWriteItemResponse>(StoreException fault, boolean _) -> throw fault;
    };
  }

  private static Set<String> ids(List<WriteRequest> unprocessed) {
    var ids = new HashSet<String>();
    for (WriteRequest write : unprocessed) {
      AttributeValue id = write.putRequest().item().get(Attribute.ID);
      if (id != null) {
        ids.add(id.s());
      }
    }
    return ids;
  }

  private boolean pause(Duration time) {
    try {
      connection.time().sleep(time);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
