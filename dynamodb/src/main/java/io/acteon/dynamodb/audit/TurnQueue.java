package io.acteon.dynamodb.audit;

import io.acteon.crypto.chain.ChainId;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.dynamodb.internal.Reply;
import io.acteon.store.StoreCall;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The list of those who wait for their turn, on a chain's head: who enters it, looks at it, or
 * passes over one who does not come. The commit of the first takes its name away. Thread-safe.
 */
final class TurnQueue {
  /** Longer than a transaction is under way, and random, so that a gap is found. */
  private static final Duration CONFLICT_PAUSE = Duration.ofMillis(10);

  private final TableAccess table;
  private final TrailKeys keys;
  private final Random random = new Random();

  TurnQueue(TableAccess table, TrailKeys keys) {
    this.table = table;
    this.keys = keys;
  }

  /** Puts {@code name} last, once; answers the head as it is then. */
  ChainHead enter(ChainId chain, String name, Deadline deadline) {
    AttributeValue own = RecordItem.text(name);
    return update(
        chain,
        UpdateItemRequest.builder()
            .conditionExpression("attribute_exists(#id) AND NOT contains(#turns, :own)")
            .updateExpression("SET #turns = list_append(if_not_exists(#turns, :none), :more)")
            .expressionAttributeNames(Map.of("#id", Attribute.ID, "#turns", Attribute.TURNS))
            .expressionAttributeValues(
                Map.of(
                    ":own", own,
                    ":none", AttributeValue.fromL(List.of()),
                    ":more", AttributeValue.fromL(List.of(own)))),
        deadline);
  }

  /** Removes the first of {@code head} if nothing has moved; answers the head as it is then. */
  ChainHead passOver(ChainHead head, Deadline deadline) {
    return update(
        head.tip().chain(),
        UpdateItemRequest.builder()
            .conditionExpression("#turns[0] = :first AND #next = :next")
            .updateExpression("REMOVE #turns[0]")
            .expressionAttributeNames(
                Map.of("#turns", Attribute.TURNS, "#next", Attribute.NEXT_SEQUENCE))
            .expressionAttributeValues(
                Map.of(
                    ":first", RecordItem.text(head.turns().getFirst()),
                    ":next", RecordItem.number(head.tip().nextSequence()))),
        deadline);
  }

  /** The head, strongly consistent. */
  ChainHead look(ChainId chain, Deadline deadline) {
    return table.metered(
        "chain_turn", meter -> head(table.get(keys.headId(chain.name()), deadline, meter), chain));
  }

  private static ChainHead head(Map<String, AttributeValue> item, ChainId chain) {
    try {
      return ChainHead.of(item, chain);
    } catch (IllegalArgumentException e) {
      throw new StoreException.Rejected(
          "the head of audit chain " + chain.name() + " is unreadable: " + e.getMessage(), e);
    }
  }

  private ChainHead update(ChainId chain, UpdateItemRequest.Builder what, Deadline deadline) {
    UpdateItemRequest request =
        what.tableName(table.connection().table())
            .key(TableAccess.key(keys.headId(chain.name())))
            .returnValues(ReturnValue.ALL_NEW)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    CallMeter meter = table.connection().meter("chain_turn");
    while (true) {
      switch (transmit(request, deadline, meter)) {
        case Reply.Answered<Optional<UpdateItemResponse>>(var response, boolean _) -> {
          if (response.isPresent()) {
            meter.ended(StoreCall.Result.APPLIED);
            return head(response.get().attributes(), chain);
          }
          pause(deadline);
        }
        case Reply.Refused<Optional<UpdateItemResponse>>(var refusal, boolean _) -> {
          meter.ended(StoreCall.Result.REFUSED);
          return refusal instanceof ConditionalCheckFailedException met && met.hasItem()
              ? head(met.item(), chain)
              : look(chain, deadline);
        }
        case Reply.Lost<Optional<UpdateItemResponse>>(StoreException fault, boolean _) -> {
          meter.ended(StoreCall.Result.UNAVAILABLE);
          throw fault;
        }
      }
    }
  }

  /** An answer that is empty: a transaction was in the way. */
  private Reply<Optional<UpdateItemResponse>> transmit(
      UpdateItemRequest request, Deadline deadline, CallMeter meter) {
    return table
        .connection()
        .attempts()
        .send(
            "UpdateItem",
            limits -> {
              try {
                return Optional.of(
                    table
                        .connection()
                        .client()
                        .updateItem(request.toBuilder().overrideConfiguration(limits).build()));
              } catch (TransactionConflictException _) {
                return Optional.empty();
              }
            },
            deadline,
            meter);
  }

  /** Not by the general backoff: whoever backs off longer and longer never finds the gap. */
  private void pause(Deadline deadline) {
    try {
      deadline.pause(Duration.ofNanos(random.nextLong(CONFLICT_PAUSE.toNanos())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
