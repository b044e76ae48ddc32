package io.acteon.dynamodb.audit;

import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.dynamodb.internal.Reply;
import io.acteon.store.StoreCall;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Puts records one by one, each unless there is one of its id: what stands in the trail is never
 * replaced. A true outcome that a sweep gave up is put beside what the sweep said. The condition
 * costs nothing; batches, which are cheaper in requests, know none. Thread-safe.
 */
final class OncePuts implements RecordPuts {
  private static final Logger LOG = LoggerFactory.getLogger(OncePuts.class);

  private final TableAccess table;
  private final ScopeDirectory directory;
  private final TrailKeys keys;
  private final SecureRandom random = new SecureRandom();

  /** What became of a record. */
  sealed interface Fate {
    /** It is in the table, by this or an earlier write. */
    record Written() implements Fate {}

    /** Another record has its id. */
    record Another() implements Fate {}

    /** Nobody knows. */
    record Open() implements Fate {}
  }

  OncePuts(TableAccess table, ScopeDirectory directory, TrailKeys keys) {
    this.table = table;
    this.directory = directory;
    this.keys = keys;
  }

  /** One whose id another record has is final, too: it is refused, and said so. */
  @Override
  public List<Pending> put(List<Pending> records, Deadline deadline) {
    var left = new ArrayList<Pending>();
    for (Pending record : records) {
      switch (put(record, deadline)) {
        case Fate.Written _ -> {}
        case Fate.Another _ -> LOG.error("{}{}", MetRecord.ANOTHER, record.id());
        case Fate.Open _ -> left.add(record);
      }
    }
    return left;
  }

  Fate put(Pending record, Deadline deadline) {
    CallMeter meter = table.connection().meter("record_put");
    try {
      directory.enter(record.facts().scope(), deadline);
      return put(record, RecordItem.of(record.sealed(), record.facts(), keys), deadline, meter);
    } catch (StoreException.Unavailable e) {
      LOG.warn("audit record {} was not written: {}", record.id(), e.getMessage());
      meter.ended(StoreCall.Result.UNAVAILABLE);
      return new Fate.Open();
    } catch (StoreException.Rejected e) {
      LOG.error("audit record {} is rejected: {}", record.id(), e.getMessage());
      meter.ended(StoreCall.Result.REJECTED);
      return new Fate.Open();
    }
  }

  private Fate put(
      Pending record, Map<String, AttributeValue> item, Deadline deadline, CallMeter meter) {
    PutItemRequest request =
        PutItemRequest.builder()
            .tableName(table.connection().table())
            .item(item)
            .conditionExpression(TableAccess.ABSENT)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
            .build();
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
    return switch (reply) {
      case Reply.Answered<PutItemResponse>(PutItemResponse response, boolean _) -> {
        meter.wrote(response.consumedCapacity());
        meter.ended(StoreCall.Result.APPLIED);
        yield new Fate.Written();
      }
      case Reply.Refused<PutItemResponse> refused -> {
        Map<String, AttributeValue> there =
            refused.refusal() instanceof ConditionalCheckFailedException failed && failed.hasItem()
                ? failed.item()
                : table.get(record.id(), deadline, meter);
        meter.ended(StoreCall.Result.REFUSED);
        yield met(there, record, deadline);
      }
      case Reply.Lost<PutItemResponse>(StoreException fault, boolean _) -> throw fault;
    };
  }

  private Fate met(Map<String, AttributeValue> there, Pending record, Deadline deadline) {
    if (MetRecord.isSame(there, record)) {
      return new Fate.Written();
    }
    return MetRecord.isGivenUp(there, record)
        ? put(record.late(random), deadline)
        : new Fate.Another();
  }
}
