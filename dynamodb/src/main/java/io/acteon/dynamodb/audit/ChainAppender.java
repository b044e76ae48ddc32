package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditRecord.ChainPosition;
import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.crypto.Checkpoint;
import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.ChainTip;
import io.acteon.model.Scope;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import io.acteon.time.UuidV7;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Appends to one chain. The next commit starts when the one before has ended, so an idle chain
 * commits a record at once and a busy one fills its transactions. Thread-safe: what is known of the
 * head belongs to the one committing thread.
 */
final class ChainAppender {
  private static final Logger LOG = LoggerFactory.getLogger(ChainAppender.class);

  /** An end that we must not build on is looked at again after so long. */
  static final Duration RECONSIDERATION = Duration.ofSeconds(5);

  /** A contradiction that reads show is looked at so often at once, and then after a while. */
  private static final int LOOKS_AT_ONCE = 3;

  private final ChainContext context;
  private final Scope scope;
  private final ChainId chain;
  private final Consumer<List<Waiting>> late;
  private final Turns turns;
  private final ChainEnd end;

  private final UuidV7 names;

  private final CommitQueue queue = new CommitQueue();

  private @Nullable ChainHead head;
  private @Nullable ChainHead seen;
  private boolean listed;
  private volatile @Nullable String broken;
  private volatile @Nullable String notNow;
  private long notNowSinceNanos;
  private @Nullable Doubt doubt;

  /** A contradiction that may be one of reads only, and since when it was seen so often. */
  private record Doubt(String finding, long sinceNanos, int looks) {}

  /** {@code late} takes the records whose commit the store did not serve in time. */
  ChainAppender(ChainContext context, Scope scope, Consumer<List<Waiting>> late) {
    this.context = context;
    this.scope = scope;
    this.chain = new ChainId(context.logId(), context.keys().chain(scope), 0);
    this.late = late;
    this.end = new ChainEnd(context);
    this.names = new UuidV7(context.time());
    this.turns = new Turns(new TurnQueue(context.table(), context.keys()), context.time());
  }

  void submit(Waiting record) {
    if (queue.add(record)) {
      start();
    }
  }

  private void start() {
    Thread.ofVirtual().name("acteon-audit-chain").start(this::commitAll);
  }

  /** Takes back a record that no commit holds yet; whether it could. */
  boolean withdraw(Waiting record) {
    return queue.remove(record);
  }

  /** Takes back everything that no commit holds yet. */
  void withdrawAll() {
    queue.clear();
  }

  /** Whatever ends the thread that commits, another takes over. */
  private void commitAll() {
    boolean over = false;
    try {
      commitBatches();
      over = true;
    } catch (RuntimeException | Error e) {
      LOG.error("a thread that appends to audit chain {} has died", chain.name(), e);
    } finally {
      if (!over && queue.handOver()) {
        start();
      }
    }
  }

  private void commitBatches() {
    for (List<Waiting> batch = next(); !batch.isEmpty(); batch = next()) {
      try {
        turns.begin();
        commit(batch, Deadline.in(context.persistence(), context.time()));
      } catch (StoreException e) {
        head = null; // What was under way may have landed, such as our name in the queue of turns.
        lost(batch, e, false);
      } catch (RuntimeException | Error e) {
        LOG.error("appending to audit chain {} failed in an unforeseen way", chain.name(), e);
        head = null;
        lost(batch, new StoreException.Unavailable("the appender failed: " + e, e), true);
      }
    }
  }

  /**
   * The next batch, taken as late as may be so that it is as large as may be; empty ends the
   * committing thread.
   */
  @SuppressWarnings("ThreadPriorityCheck") // A hint that makes batches larger; nothing rests on it.
  private List<Waiting> next() {
    Thread.yield(); // Those just answered may have their next records ready.
    turns.standBack();
    return queue.batch();
  }

  private void commit(List<Waiting> batch, Deadline deadline) {
    List<Waiting> left = batch;
    while (!left.isEmpty()) {
      if (broken != null) {
        afterTheEnd(left, broken);
        return;
      }
      awaitReconsideration();
      ChainHead on = head(deadline);
      if (broken == null) {
        on = turns.take(on, deadline);
        remember(on);
      }
      if (broken != null || !mayStand(on, deadline)) {
        continue;
      }
      ChainCommit commit = ChainCommit.freeze(left, on, terms(on));
      left = after(commit, context.sender().send(commit, deadline), deadline);
    }
  }

  /**
   * Nothing is appended, nor read again and again, for a while after it was found that we must not.
   *
   * @throws StoreException while it lasts
   */
  private void awaitReconsideration() {
    String reason = notNow;
    if (reason != null && context.time().nanos() - notNowSinceNanos < RECONSIDERATION.toNanos()) {
      throw new StoreException.Rejected(reason);
    }
  }

  /**
   * Judges the end of the chain, if others may have moved it; whether it may be appended to. If
   * not, it is stopped or to be looked at again.
   *
   * @throws StoreException when nothing may be appended to it now, or that cannot be found out
   */
  private boolean mayStand(ChainHead on, Deadline deadline) {
    switch (end.judge(on, deadline)) {
      case ChainEnd.Ruling.Good _ -> {
        notNow = null;
        return true;
      }
      case ChainEnd.Ruling.Doubtful(String finding) -> doubt(finding);
      case ChainEnd.Ruling.Never(String finding) -> stop(finding);
      case ChainEnd.Ruling.NotNow(String reason) -> {
        throw notNow(reason);
      }
    }
    return false;
  }

  private StoreException notNow(String reason) {
    if (!reason.equals(notNow)) {
      LOG.error("nothing is appended to an audit chain of {} for now: {}", scope, reason);
    }
    notNow = reason;
    notNowSinceNanos = context.time().nanos();
    head = null;
    return new StoreException.Rejected(reason);
  }

  /**
   * Looks again at what may be no contradiction but of two reads beside a transaction: some times
   * at once, then after a while. What is so even then is so.
   *
   * @throws StoreException when it is to be looked at after a while
   */
  private void doubt(String finding) {
    long now = context.time().nanos();
    Doubt before = doubt;
    Doubt looked =
        before != null && before.finding().equals(finding)
            ? new Doubt(finding, before.sinceNanos(), before.looks() + 1)
            : new Doubt(finding, now, 1);
    doubt = looked;
    head = null;
    if (looked.looks() > LOOKS_AT_ONCE && now - looked.sinceNanos() >= RECONSIDERATION.toNanos()) {
      stop(finding);
    } else if (looked.looks() >= LOOKS_AT_ONCE) {
      throw notNow(finding);
    }
  }

  private ChainCommit.Terms terms(ChainHead on) {
    Optional<Map<String, AttributeValue>> directory =
        on.exists() || listed ? Optional.empty() : Optional.of(context.directory().item(scope));
    return new ChainCommit.Terms(
        context.table().connection().table(),
        context.keys(),
        context.key(),
        directory,
        turns.name(),
        names.next());
  }

  /** The records that are still to be committed. */
  private List<Waiting> after(ChainCommit commit, CommitVerdict verdict, Deadline deadline) {
    switch (verdict) {
      case CommitVerdict.Landed(boolean contended) -> {
        turns.won(contended);
        doubt = null;
        end.left(commit.after());
        remember(commit.after());
        listed = true;
        for (int i = 0; i < commit.batch().size(); i++) {
          acknowledge(commit.batch().get(i), commit.position(i));
        }
        return List.of();
      }
      case CommitVerdict.Moved(ChainHead to, Map<String, AttributeValue> segment) -> {
        turns.lost();
        doubt = null;
        end.met(segment);
        remember(to);
        return commit.batch();
      }
      case CommitVerdict.Met(Set<Integer> places) -> {
        return withoutMet(commit.batch(), places, deadline);
      }
      case CommitVerdict.Listed _ -> {
        listed = true;
        return commit.batch();
      }
      case CommitVerdict.Invalid(String reason) -> {
        return split(commit.batch(), reason, deadline);
      }
      case CommitVerdict.Doubtful(String finding) -> {
        doubt(finding);
        return commit.batch();
      }
      case CommitVerdict.Broken(String finding) -> {
        stop(finding);
        return commit.batch();
      }
      case CommitVerdict.Lost(StoreException fault, boolean open) -> {
        head = null;
        lost(commit.batch(), fault, open);
        return List.of();
      }
    }
  }

  private List<Waiting> withoutMet(List<Waiting> batch, Set<Integer> places, Deadline deadline) {
    List<String> ids = places.stream().map(place -> batch.get(place).record().id()).toList();
    var items =
        context.table().metered("chain_met", meter -> context.table().getAll(ids, deadline, meter));
    var left = new ArrayList<Waiting>();
    for (int i = 0; i < batch.size(); i++) {
      Waiting one = batch.get(i);
      Map<String, AttributeValue> met = items.get(one.record().id());
      if (!places.contains(i) || met == null) {
        left.add(one);
      } else if (MetRecord.isSame(met, one.record())) {
        MetRecord.position(met).ifPresentOrElse(at -> acknowledge(one, at), () -> outside(one));
      } else if (MetRecord.isGivenUp(met, one.record())) {
        left.add(one.late(context.random()));
      } else {
        refuse(List.of(one), MetRecord.ANOTHER + one.record().id());
      }
    }
    return left;
  }

  /** The record was written while the trail had no chain; it cannot be chained afterwards. */
  private void outside(Waiting one) {
    one.answer(Answer.applied(new Receipt(one.record().id(), scope, Optional.empty())));
  }

  /** An invalid request names no culprit, so the others are separated from it. */
  private List<Waiting> split(List<Waiting> batch, String reason, Deadline deadline) {
    if (batch.size() == 1) {
      refuse(batch, "DynamoDB finds the record invalid: " + reason);
      return List.of();
    }
    commit(batch.subList(0, batch.size() / 2), deadline);
    return batch.subList(batch.size() / 2, batch.size());
  }

  private ChainHead head(Deadline deadline) {
    ChainHead known = head;
    if (known != null) {
      return known;
    }
    // First: whoever signs has committed before, so an honest rival's head is not behind it.
    Optional<Checkpoint> saw = newestCheckpoint(deadline);
    Optional<ChainHead> read = readHead(deadline);
    if (read.isEmpty()) {
      return ChainHead.none(chain);
    }
    ChainHead on = read.get();
    remember(on);
    saw.filter(on.tip()::contradicts)
        .ifPresent(checkpoint ->
            stop(
                "ROLLED_BACK: a checkpoint saw %d records in chain %s, its head says %d"
                    .formatted(checkpoint.size(), chain.name(), on.tip().frontier().size())));
    return on;
  }

  /** The head in the table; empty when it is unreadable, which stops the chain. */
  private Optional<ChainHead> readHead(Deadline deadline) {
    String headId = context.keys().headId(chain.name());
    String directoryId = context.keys().directoryId(scope);
    var items =
        context
            .table()
            .metered(
                "chain_head",
                meter -> context.table().getAll(List.of(headId, directoryId), deadline, meter));
    listed = items.containsKey(directoryId);
    try {
      return Optional.of(ChainHead.of(items.getOrDefault(headId, Map.of()), chain));
    } catch (IllegalArgumentException e) {
      stop("CHAIN_BROKEN: the head of chain " + chain.name() + " is unreadable: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Checkpoint> newestCheckpoint(Deadline deadline) {
    return context
        .checkpoints()
        .flatMap(checkpoints ->
            context
                .table()
                .metered("chain_anchors", meter -> checkpoints.newest(origin(), deadline, meter)));
  }

  /** The last end with a trusted signature that this process saw: what it may vouch for. */
  Optional<ChainTip> lastSigned() {
    return broken == null ? end.signed() : Optional.empty();
  }

  /** A head never goes back: if it did, somebody put an older table in place of this one. */
  private void remember(ChainHead met) {
    ChainHead newest = seen;
    if (newest != null && met.isBehind(newest)) {
      stop(
          "ROLLED_BACK: chain %s was at record %d and is at %d now"
              .formatted(chain.name(), newest.tip().nextSequence(), met.tip().nextSequence()));
      return;
    }
    seen = met;
    head = met;
  }

  /** What checkpoints call the chain. */
  String origin() {
    return chain.origin(context.logOrigin());
  }

  /** Appends nothing more. Any thread may call it; a commit that is under way may land yet. */
  void stop(String finding) {
    LOG.error("nothing more is appended to an audit chain of {}: {}", scope, finding);
    broken = finding;
  }

  /** Why nothing is appended to this chain any more, or for now, if so. */
  Optional<String> finding() {
    return Optional.ofNullable(broken).or(() -> Optional.ofNullable(notNow));
  }

  private void acknowledge(Waiting one, ChainPosition at) {
    one.answer(Answer.applied(new Receipt(one.record().id(), scope, Optional.of(at))));
  }

  /** Of a stopped chain: what was done already is kept for whoever mends it. */
  private void afterTheEnd(List<Waiting> batch, String finding) {
    try {
      late.accept(batch);
    } finally {
      for (Waiting one : batch) {
        one.answer(
            one.kind() == TrailWriter.Kind.OUTCOME
                ? Answer.unknown(finding)
                : Answer.refused(new Refusal(finding)));
      }
    }
  }

  private static void refuse(List<Waiting> batch, String reason) {
    Answer<Receipt, Refusal> refusal = Answer.refused(new Refusal(reason));
    batch.forEach(one -> one.answer(refusal));
  }

  private void lost(List<Waiting> batch, StoreException fault, boolean open) {
    List<Waiting> unanswered = batch.stream().filter(one -> !one.answer().isDone()).toList();
    try {
      late.accept(unanswered);
    } finally {
      String reason = String.valueOf(fault.getMessage());
      for (Waiting one : unanswered) {
        boolean certain = !open && one.kind() != TrailWriter.Kind.OUTCOME;
        one.answer(certain ? Answer.refused(new Refusal(reason)) : Answer.unknown(reason));
      }
    }
  }
}
