package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.audit.TrailCondition;
import io.acteon.crypto.chain.ChainTip;
import io.acteon.crypto.chain.SealedRecord;
import io.acteon.model.Scope;
import io.acteon.store.Answer;
import io.acteon.store.StoreListener;
import io.acteon.time.Deadline;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records that stand in hash chains, one appender per scope. A record is in the table before
 * it is answered for. An outcome that comes too late for its caller is written all the same, and
 * spooled when the store does not take it; an intent is not. Thread-safe.
 */
final class ChainWriter implements TrailWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ChainWriter.class);

  private final ChainContext context;
  private final Spool spool;
  private final StoreListener listener;
  private final WaitingRoom room;
  private final Map<Scope, ChainAppender> appenders = new ConcurrentHashMap<>();
  private final Set<Waiting> outstanding = ConcurrentHashMap.newKeySet();
  private final List<Attached> attached = new CopyOnWriteArrayList<>();
  private final SpoolReplay replay;
  private volatile boolean closed;

  /**
   * What may wait at most, over all chains.
   *
   * @param bytes about
   */
  record Limits(int records, int bytes) {}

  ChainWriter(ChainContext context, Spool spool, StoreListener listener, Limits limits) {
    this.context = context;
    this.spool = spool;
    this.listener = listener;
    this.room = new WaitingRoom(limits.records(), limits.bytes());
    this.replay = new SpoolReplay(spool, this::rewrite, context.time());
  }

  @Override
  public Answer<Receipt, Refusal> append(Pending record, Kind kind, Deadline deadline) {
    return append(new Waiting(record, kind, Waiting.HoldChange.NONE), deadline);
  }

  Answer<Receipt, Refusal> append(Waiting waiting, Deadline deadline) {
    if (closed) {
      return keepOut(waiting, "the audit trail is closed");
    }
    if (!room.enter(waiting)) {
      return keepOut(waiting, "too many audit records are waiting to be written");
    }
    outstanding.add(waiting);
    var _ =
        waiting
            .answer()
            .whenComplete((_, _) -> {
              room.leave(waiting);
              outstanding.remove(waiting);
            });
    ChainAppender appender = appender(waiting.record().facts().scope());
    appender.submit(waiting);
    return await(waiting, appender, deadline);
  }

  private Answer<Receipt, Refusal> keepOut(Waiting waiting, String reason) {
    if (waiting.kind() != Kind.OUTCOME) {
      return Answer.refused(new Refusal(reason));
    }
    return Answer.unknown(
        reason + (late(List.of(waiting)) ? "; this one was spooled" : "; this one is lost"));
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
    if (waiting.kind() != Kind.OUTCOME && appender.withdraw(waiting)) {
      Answer<Receipt, Refusal> refusal = Answer.refused(new Refusal(reason + " and was not sent"));
      waiting.answer(refusal);
      return refusal;
    }
    return Answer.unknown(reason);
  }

  private ChainAppender appender(Scope scope) {
    return appenders.computeIfAbsent(scope, key -> new ChainAppender(context, key, this::late));
  }

  /** Keeps outcomes that the store did not take in time; whether it could. */
  private boolean late(List<Waiting> records) {
    List<SealedRecord> outcomes =
        records.stream()
            .filter(one -> one.kind() == Kind.OUTCOME)
            .map(one -> one.record().sealed())
            .toList();
    if (outcomes.isEmpty()) {
      return true;
    }
    try {
      spool.add(outcomes);
      listener.spooled(context.table().connection().table(), outcomes.size());
      return true;
    } catch (UncheckedIOException e) {
      List<String> ids = outcomes.stream().map(SealedRecord::id).toList();
      LOG.error("{} audit outcomes are LOST: {}", ids.size(), ids, e);
      return false;
    }
  }

  /** Appends spooled records; answers those that are not in the table. */
  private List<SealedRecord> rewrite(List<SealedRecord> records) {
    Deadline deadline = Deadline.in(context.persistence(), context.time());
    List<Waiting> all =
        records.stream()
            .map(sealed -> new Waiting(Pending.of(sealed), Kind.REPEATED, Waiting.HoldChange.NONE))
            .toList();
    all.forEach(one -> appender(one.record().facts().scope()).submit(one));
    return all.stream()
        .filter(one -> !isSettled(await(one, appender(one.record().facts().scope()), deadline)))
        .map(one -> one.record().sealed())
        .toList();
  }

  /** A refusal is final, too: there is another record with that id. */
  static boolean isSettled(Answer<Receipt, Refusal> answer) {
    return switch (answer) {
      case Answer.Applied<Receipt, Refusal> _ -> true;
      case Answer.Refused<Receipt, Refusal>(Refusal refusal) ->
          refusal.reason().startsWith(MetRecord.ANOTHER);
      case Answer.Unknown<Receipt, Refusal> _ -> false;
    };
  }

  /** Where the chains that this process appended to end, as far as a trusted key signed them. */
  List<ChainTip> tips() {
    return appenders.values().stream().flatMap(one -> one.lastSigned().stream()).toList();
  }

  /** Appends nothing more to the chain that checkpoints call {@code origin}. */
  void stop(String origin, String finding) {
    appenders.values().stream()
        .filter(one -> one.origin().equals(origin))
        .forEach(one -> one.stop(finding));
  }

  /** Why nothing is appended to the chain of {@code scope} any more, if so. */
  Optional<String> finding(Scope scope) {
    return Optional.ofNullable(appenders.get(scope)).flatMap(ChainAppender::finding);
  }

  @Override
  public TrailCondition condition() {
    return new TrailCondition(
        appenders.values().stream().flatMap(one -> one.finding().stream()).toList(),
        attached.stream()
            .filter(Checkpointer.class::isInstance)
            .map(Checkpointer.class::cast)
            .map(Checkpointer::lastSuccess)
            .findFirst());
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

  /** Closes {@code more} before itself, while records can still be appended. */
  void attach(Attached more) {
    attached.add(more);
  }

  /**
   * Waits for the store; spools what it did not take; takes the last checkpoints; spools what came
   * meanwhile. A commit that is under way may land yet: its records are spooled all the same, and
   * met when they are replayed.
   */
  @Override
  public void close(Deadline deadline) {
    replay.close();
    try {
      if (!flush(deadline)) {
        LOG.warn("the store did not take all audit records in time; the rest is spooled");
        giveUp();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    attached.reversed().forEach(one -> one.close(deadline));
    closed = true;
    giveUp();
    spool.close();
  }

  private void giveUp() {
    appenders.values().forEach(ChainAppender::withdrawAll);
    List<Waiting> left =
        outstanding.stream().filter(one -> one.giveUp("the gateway is shutting down")).toList();
    late(left);
  }
}
