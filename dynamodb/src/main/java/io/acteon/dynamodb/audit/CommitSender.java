package io.acteon.dynamodb.audit;

import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.SegmentBytes;
import io.acteon.crypto.chain.UnreadableRecordException;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.dynamodb.internal.Connection;
import io.acteon.dynamodb.internal.Reply;
import io.acteon.store.StoreCall;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Sends commits and says what their answers mean. A transaction's conditions decide over every
 * later delivery of it, so the same request may be sent again for ever. Thread-safe.
 */
final class CommitSender {
  private static final String CONDITION_FAILED = "ConditionalCheckFailed";
  private static final String CONFLICT = "TransactionConflict";
  private static final Duration CONFLICT_PAUSE = Duration.ofMillis(20);
  private static final int MOST_CONFLICT_PAUSES = 5;

  private final TableAccess table;
  private final TrailKeys keys;
  private final Random random = new Random();

  CommitSender(TableAccess table, TrailKeys keys) {
    this.table = table;
    this.keys = keys;
  }

  CommitVerdict send(ChainCommit commit, Deadline deadline) {
    CallMeter meter = table.connection().meter("chain_append");
    boolean open = false;
    for (int conflicts = 1; ; conflicts++) {
      Reply<Optional<TransactWriteItemsResponse>> reply = transmit(commit, deadline, meter);
      open |= reply.open();
      Optional<CommitVerdict> verdict =
          switch (reply) {
            case Reply.Answered<Optional<TransactWriteItemsResponse>>(var response, boolean _) -> {
              response.ifPresent(landed -> landed.consumedCapacity().forEach(meter::wrote));
              boolean contended = conflicts > 1;
              yield response.map(_ -> new CommitVerdict.Landed(contended));
            }
            case Reply.Refused<Optional<TransactWriteItemsResponse>>(var refusal, boolean _) ->
                judge(commit, refusal, deadline);
            case Reply.Lost<Optional<TransactWriteItemsResponse>>(
                    StoreException fault,
                    boolean _) ->
                Optional.of(lost(fault, open));
          };
      if (verdict.isEmpty() && !pause(conflicts, deadline)) {
        verdict =
            Optional.of(
                lost(new StoreException.Unavailable("the commit was in conflict too long"), open));
      }
      if (verdict.isPresent()) {
        meter.ended(result(verdict.get()));
        return verdict.get();
      }
    }
  }

  /** An answer that is empty: another transaction was in the way, and this one was not applied. */
  private Reply<Optional<TransactWriteItemsResponse>> transmit(
      ChainCommit commit, Deadline deadline, CallMeter meter) {
    Connection connection = table.connection();
    return connection
        .attempts()
        .send(
            "TransactWriteItems",
            limits -> {
              try {
                return Optional.of(
                    connection
                        .client()
                        .transactWriteItems(
                            commit.request().toBuilder().overrideConfiguration(limits).build()));
              } catch (TransactionCanceledException cancelled) {
                if (isConflict(cancelled)) {
                  return Optional.empty();
                }
                throw cancelled;
              }
            },
            deadline,
            meter);
  }

  /** Such a one names no reason but that others write; it is no fault, and not backed off from. */
  private static boolean isConflict(TransactionCanceledException cancelled) {
    List<String> codes =
        cancelled.cancellationReasons().stream().map(CancellationReason::code).toList();
    return codes.contains(CONFLICT)
        && codes.stream().allMatch(code -> code.equals(CONFLICT) || code.equals("None"));
  }

  private static CommitVerdict lost(StoreException fault, boolean open) {
    boolean invalid =
        fault.getCause() instanceof AwsServiceException service
            && service.awsErrorDetails() != null
            && service.awsErrorDetails().errorCode().equals("ValidationException");
    return invalid && !open
        ? new CommitVerdict.Invalid(String.valueOf(fault.getMessage()))
        : new CommitVerdict.Lost(fault, open);
  }

  /** What a cancelled transaction met; empty to send the same again. */
  private Optional<CommitVerdict> judge(
      ChainCommit commit, AwsServiceException refusal, Deadline deadline) {
    List<CancellationReason> reasons =
        refusal instanceof TransactionCanceledException cancelled
            ? cancelled.cancellationReasons()
            : List.of();
    int records = commit.batch().size();
    if (reasons.size() < records + 2) {
      return Optional.of(reread(commit, false, deadline));
    }
    CancellationReason segment = reasons.get(records);
    CancellationReason head = reasons.get(records + 1);
    if (failed(segment) && isOurs(segment, commit)) {
      return Optional.of(new CommitVerdict.Landed(false));
    }
    if (failed(head) && head.hasItem()) {
      return Optional.of(moved(commit, head.item(), segment.hasItem() ? segment.item() : Map.of()));
    }
    if (failed(segment) && CONFLICT.equals(head.code())) {
      return Optional
          .empty(); // Of a commit that is being made the segment may show before the head.
    }
    if (failed(segment) || failed(head)) {
      return Optional.of(reread(commit, failed(segment), deadline));
    }
    Set<Integer> met = new HashSet<>();
    for (int i = 0; i < records; i++) {
      if (failed(reasons.get(i))) {
        met.add(i);
      }
    }
    if (!met.isEmpty()) {
      return Optional.of(new CommitVerdict.Met(met));
    }
    if (reasons.size() > records + 2 && failed(reasons.get(records + 2))) {
      return Optional.of(new CommitVerdict.Listed());
    }
    return reasons.stream()
        .filter(reason -> "ValidationError".equals(reason.code()))
        .findFirst()
        .map(reason -> new CommitVerdict.Invalid(String.valueOf(reason.message())));
  }

  private static boolean failed(CancellationReason reason) {
    return CONDITION_FAILED.equals(reason.code());
  }

  private static boolean isOurs(CancellationReason segment, ChainCommit commit) {
    if (!segment.hasItem()) {
      return false;
    }
    try {
      return RecordItem.bytes(segment.item(), Attribute.SEGMENT)
          .map(bytes -> SegmentBytes.read(bytes).segment().batchId())
          .equals(Optional.of(commit.batchId()));
    } catch (UnreadableRecordException _) {
      return false; // Whatever it is, we did not write it.
    }
  }

  /** Reads the head strongly, where an answer did not show it. */
  private CommitVerdict reread(ChainCommit commit, boolean segmentExists, Deadline deadline) {
    ChainId chain = commit.before().tip().chain();
    try {
      Map<String, AttributeValue> item =
          table.metered(
              "chain_head", meter -> table.get(keys.headId(chain.name()), deadline, meter));
      ChainHead head = ChainHead.of(item, chain);
      boolean stands = head.tip().nextSequence() == commit.before().tip().nextSequence();
      return segmentExists && stands
          ? new CommitVerdict.Doubtful(
              "CHAIN_BROKEN: segment %d of chain %s exists, but its head stands before it"
                  .formatted(commit.segment().segment().k(), chain.name()))
          : new CommitVerdict.Moved(head, Map.of());
    } catch (StoreException fault) {
      return new CommitVerdict.Lost(fault, false);
    } catch (IllegalArgumentException e) {
      return unreadable(chain, e);
    }
  }

  private static CommitVerdict moved(
      ChainCommit commit, Map<String, AttributeValue> item, Map<String, AttributeValue> segment) {
    ChainId chain = commit.before().tip().chain();
    try {
      return new CommitVerdict.Moved(ChainHead.of(item, chain), segment);
    } catch (IllegalArgumentException e) {
      return unreadable(chain, e);
    }
  }

  private static CommitVerdict unreadable(ChainId chain, IllegalArgumentException e) {
    return new CommitVerdict.Broken(
        "CHAIN_BROKEN: the head of chain " + chain.name() + " is unreadable: " + e.getMessage());
  }

  private boolean pause(int conflicts, Deadline deadline) {
    if (deadline.hasPassed()) {
      return false;
    }
    try {
      table
          .connection()
          .time()
          .sleep(
              Duration.ofNanos(
                  random.nextLong(
                      CONFLICT_PAUSE.toNanos() * Math.min(conflicts, MOST_CONFLICT_PAUSES))));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static StoreCall.Result result(CommitVerdict verdict) {
    return switch (verdict) {
      case CommitVerdict.Landed _ -> StoreCall.Result.APPLIED;
      case CommitVerdict.Moved _, CommitVerdict.Met _, CommitVerdict.Listed _ ->
          StoreCall.Result.REFUSED;
      case CommitVerdict.Invalid _, CommitVerdict.Doubtful _, CommitVerdict.Broken _ ->
          StoreCall.Result.REJECTED;
      case CommitVerdict.Lost lost ->
          lost.open() ? StoreCall.Result.UNKNOWN : StoreCall.Result.UNAVAILABLE;
    };
  }
}
