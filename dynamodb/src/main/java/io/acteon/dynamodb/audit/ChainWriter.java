package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.crypto.chain.ChainTip;
import io.acteon.crypto.chain.SealedRecord;
import io.acteon.model.Scope;
import io.acteon.store.Answer;
import io.acteon.store.StoreListener;
import io.acteon.time.Deadline;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records that stand in hash chains, one appender per scope. A record is in the table before
 * it is answered for. An outcome that comes too late for its caller is written all the same, and
 * spooled when the store does not take it; an intent is not. Thread-safe.
 */
final class ChainWriter implements TrailWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ChainWriter.class);
  private static final Duration DRAIN = Duration.ofSeconds(15);

  private final ChainContext context;
  private final Spool spool;
  private final StoreListener listener;
  private final Semaphore room;
  private final Map<Scope, ChainAppender> appenders = new ConcurrentHashMap<>();
  private final Set<Waiting> outstanding = ConcurrentHashMap.newKeySet();
  private final List<AutoCloseable> attached = new CopyOnWriteArrayList<>();
  private final Thread replay;

  /** {@code mostWaiting} records wait at most, over all chains. */
  ChainWriter(ChainContext context, Spool spool, StoreListener listener, int mostWaiting) {
    this.context = context;
    this.spool = spool;
    this.listener = listener;
    this.room = new Semaphore(mostWaiting);
    this.replay =
        Thread.ofVirtual().name("acteon-audit-replay").start(() -> spool.replay(this::rewrite));
  }

  @Override
  public Answer<Receipt, Refusal> append(Pending record, Kind kind, Deadline deadline) {
    return append(new Waiting(record, kind, Waiting.HoldChange.NONE), deadline);
  }

  Answer<Receipt, Refusal> append(Waiting waiting, Deadline deadline) {
    if (!room.tryAcquire()) {
      return crowdedOut(waiting);
    }
    outstanding.add(waiting);
    var _ =
        waiting
            .answer()
            .whenComplete((_, _) -> {
              room.release();
              outstanding.remove(waiting);
            });
    ChainAppender appender = appender(waiting.record().facts().scope());
    appender.submit(waiting);
    return await(waiting, appender, deadline);
  }

  private Answer<Receipt, Refusal> crowdedOut(Waiting waiting) {
    String reason = "too many audit records are waiting to be written";
    if (waiting.kind() == Kind.INTENT) {
      return Answer.refused(new Refusal(reason));
    }
    late(List.of(waiting));
    return Answer.unknown(reason + "; this one was spooled");
  }

  private Answer<Receipt, Refusal> await(
      Waiting waiting, ChainAppender appender, Deadline deadline) {
    try {
      if (context.time().await(waiting.answer(), deadline.remaining())) {
        return waiting.answer().join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String reason = "the audit record " + waiting.record().id() + " was not confirmed in time";
    if (waiting.kind() == Kind.INTENT && appender.withdraw(waiting)) {
      Answer<Receipt, Refusal> refusal = Answer.refused(new Refusal(reason + " and was not sent"));
      waiting.answer(refusal);
      return refusal;
    }
    return Answer.unknown(reason);
  }

  private ChainAppender appender(Scope scope) {
    return appenders.computeIfAbsent(scope, key -> new ChainAppender(context, key, this::late));
  }

  /** Keeps outcomes that the store did not take in time. */
  private void late(List<Waiting> records) {
    List<SealedRecord> outcomes =
        records.stream()
            .filter(one -> one.kind() == Kind.OUTCOME)
            .map(one -> one.record().sealed())
            .toList();
    if (outcomes.isEmpty()) {
      return;
    }
    try {
      spool.add(outcomes);
      listener.spooled(context.table().connection().table(), outcomes.size());
    } catch (UncheckedIOException e) {
      List<String> ids = outcomes.stream().map(SealedRecord::id).toList();
      LOG.error("{} audit outcomes are LOST: {}", ids.size(), ids, e);
    }
  }

  /** Appends records of an earlier process; answers whether they are in the table. */
  private boolean rewrite(List<SealedRecord> records) {
    Deadline deadline = Deadline.in(context.persistence(), context.time());
    List<Waiting> all =
        records.stream()
            .map(sealed -> new Waiting(Pending.of(sealed), Kind.INTENT, Waiting.HoldChange.NONE))
            .toList();
    all.forEach(one -> appender(one.record().facts().scope()).submit(one));
    return all.stream()
        .map(one -> await(one, appender(one.record().facts().scope()), deadline))
        .allMatch(ChainWriter::isSettled);
  }

  /** A refusal is final, too: there is another record with that id. */
  private static boolean isSettled(Answer<Receipt, Refusal> answer) {
    return switch (answer) {
      case Answer.Applied<Receipt, Refusal> _ -> true;
      case Answer.Refused<Receipt, Refusal>(Refusal refusal) ->
          refusal.reason().startsWith("there is another record");
      case Answer.Unknown<Receipt, Refusal> _ -> false;
    };
  }

  /** Where the chains that this process appended to end. */
  List<ChainTip> tips() {
    return appenders.values().stream().flatMap(one -> one.lastSeen().stream()).toList();
  }

  /** Why nothing is appended to the chain of {@code scope} any more, if so. */
  Optional<String> finding(Scope scope) {
    return Optional.ofNullable(appenders.get(scope)).flatMap(ChainAppender::finding);
  }

  private static void closeQuietly(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception e) {
      LOG.warn("closing a part of the audit trail failed", e);
    }
  }

  @Override
  public boolean flush(Deadline deadline) throws InterruptedException {
    for (Waiting one : List.copyOf(outstanding)) {
      if (!context.time().await(one.answer(), deadline.remaining())) {
        return false;
      }
    }
    return true;
  }

  /** Signs checkpoints of its chains while it is open, the last when it is closed. */
  void attach(AutoCloseable checkpointing) {
    attached.add(checkpointing);
  }

  @Override
  public void close() {
    replay.interrupt();
    try {
      if (!flush(Deadline.in(DRAIN, context.time()))) {
        LOG.warn("the store did not take all audit records within {}", DRAIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    attached.reversed().forEach(ChainWriter::closeQuietly);
    for (ChainAppender appender : appenders.values()) {
      List<Waiting> left = appender.withdrawAll();
      late(left);
      left.forEach(one -> one.answer(Answer.unknown("the gateway is shutting down")));
    }
    spool.close();
  }
}
