package io.acteon.dynamodb.internal;

import io.acteon.store.Answer;
import io.acteon.store.StoreCall;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Runs item writes against the store. Thread-safe. */
public final class Conversation {
  private final Connection connection;

  public Conversation(Connection connection) {
    this.connection = connection;
  }

  /**
   * Runs {@code write} to its end and reports the call.
   *
   * @throws StoreException when it certainly had no effect and could not be served
   */
  public <A, R> Answer<A, R> run(String operation, ItemWrite<A, R> write, Deadline deadline) {
    CallMeter meter = connection.meter(operation);
    Step<A, R> step = write.start();
    while (true) {
      switch (step) {
        case Step.Done<A, R>(Answer<A, R> answer, boolean resolved) -> {
          if (resolved) {
            meter.resolved();
          }
          meter.ended(resultOf(answer));
          return answer;
        }
        case Step.Send<A, R> send -> {
          if (send.seal()) {
            meter.sealed();
          }
          switch (transmit(send.request(), deadline, meter)) {
            case Reply.Answered<UpdateItemResponse>(UpdateItemResponse response, boolean _) ->
                step = write.applied(response.attributes());
            case Reply.Refused<UpdateItemResponse>(AwsServiceException refusal, boolean open) ->
                step = write.refused(itemMet(refusal), open);
            case Reply.Lost<UpdateItemResponse>(StoreException fault, boolean open) -> {
              return lost(fault, open || send.unresolved(), meter);
            }
          }
        }
      }
    }
  }

  private Reply<UpdateItemResponse> transmit(
      UpdateItemRequest request, Deadline deadline, CallMeter meter) {
    Reply<UpdateItemResponse> reply =
        connection
            .attempts()
            .send(
                "UpdateItem",
                limits ->
                    connection
                        .client()
                        .updateItem(request.toBuilder().overrideConfiguration(limits).build()),
                deadline,
                meter);
    switch (reply) {
      case Reply.Answered<UpdateItemResponse> answered ->
          meter.wrote(answered.response().consumedCapacity());
      case Reply.Refused<UpdateItemResponse> _ -> meter.conditionFailed();
      case Reply.Lost<UpdateItemResponse> _ -> {}
    }
    return reply;
  }

  private static Map<String, AttributeValue> itemMet(AwsServiceException refusal) {
    return refusal instanceof ConditionalCheckFailedException failed && failed.hasItem()
        ? failed.item()
        : Map.of();
  }

  private static <A, R> Answer<A, R> lost(
      StoreException fault, boolean mayHaveEffect, CallMeter meter) {
    if (mayHaveEffect) {
      meter.ended(StoreCall.Result.UNKNOWN);
      return Answer.unknown(String.valueOf(fault.getMessage()));
    }
    meter.ended(
        switch (fault) {
          case StoreException.Unavailable _ -> StoreCall.Result.UNAVAILABLE;
          case StoreException.Rejected _ -> StoreCall.Result.REJECTED;
        });
    throw fault;
  }

  private static StoreCall.Result resultOf(Answer<?, ?> answer) {
    return switch (answer) {
      case Answer.Applied<?, ?> _ -> StoreCall.Result.APPLIED;
      case Answer.Refused<?, ?> _ -> StoreCall.Result.REFUSED;
      case Answer.Unknown<?, ?> _ -> StoreCall.Result.UNKNOWN;
    };
  }
}
