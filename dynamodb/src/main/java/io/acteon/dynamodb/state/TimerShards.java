package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Stamp;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shards of each timer class that this process polls. It renews its lease when it polls, so a
 * process that stops polling leaves its shards to the others. Thread-safe; nothing is locked while
 * a lease is renewed: who comes meanwhile works with what was known before.
 */
final class TimerShards {
  private static final Logger LOG = LoggerFactory.getLogger(TimerShards.class);
  private static final List<Integer> ALL = IntStream.range(0, DueIndex.SHARDS).boxed().toList();

  private final StateContext context;
  private final ShardBoard board;
  private final Housekeeping housekeeping;
  private final UnderWay leaving = new UnderWay();
  private volatile boolean left;
  private final ConcurrentHashMap<String, Share> shares = new ConcurrentHashMap<>();

  TimerShards(StateContext context) {
    this.context = context;
    this.board = new ShardBoard(context.stamps().epoch());
    this.housekeeping = new Housekeeping(context);
  }

  /** Our part of one class. */
  private static final class Share {
    final AtomicBoolean renewing = new AtomicBoolean();
    volatile Optional<Renewed> last = Optional.empty();
  }

  private record Renewed(List<Integer> shards, long nanos) {}

  /** The shards to poll now; renews our lease when it is time. */
  List<Integer> toPoll(String timerClass, Deadline deadline) {
    Share share = shares.computeIfAbsent(timerClass, _ -> new Share());
    if (!left && isDue(share) && share.renewing.compareAndSet(false, true)) {
      try {
        renew(timerClass, share, deadline);
      } finally {
        share.renewing.set(false);
      }
    }
    return share.last.map(Renewed::shards).orElse(ALL);
  }

  /** The shards that we polled last; all, if we never did. */
  List<Integer> known(String timerClass) {
    return Optional.ofNullable(shares.get(timerClass))
        .flatMap(share -> share.last)
        .map(Renewed::shards)
        .orElse(ALL);
  }

  private boolean isDue(Share share) {
    return share
        .last
        .map(renewed -> context.time().nanos() - renewed.nanos() >= ShardBoard.RENEWAL.toNanos())
        .orElse(true);
  }

  private void renew(String timerClass, Share share, Deadline deadline) {
    long start = context.time().nanos();
    Stamp stamp = context.stamps().next();
    ItemKey key = key(timerClass);
    Answer<ShardBoard.View, ShardBoard.View> answer =
        context
            .conversation()
            .run(
                "timer_shards",
                board.renewal(context.table(), key, stamp, DueIndex.SHARDS),
                deadline);
    if (answer instanceof Answer.Applied<ShardBoard.View, ShardBoard.View>(ShardBoard.View view)) {
      share.last = Optional.of(new Renewed(view.shards(), start));
      if (!view.gone().isEmpty()) {
        housekeeping.begin(
            "timer_shards_pruning", ShardBoard.pruning(context.table(), key, view.gone(), stamp));
      }
    }
  }

  /** Begins to leave our shards to the others at once, in all classes side by side. */
  void leave() {
    left = true;
    shares.forEach((timerClass, share) -> {
      if (share.last.isPresent()) {
        leaving.start(
            "timer-shards-leaving-" + timerClass,
            () ->
                housekeeping.finish(
                    "timer_shards_leaving", board.leaving(context.table(), key(timerClass))));
      }
    });
  }

  /** Waits until they are left, or until the deadline: then they are in 15 seconds. */
  void close(Deadline deadline) {
    if (!leaving.awaitEnd(deadline)) {
      LOG.warn(
          "The store was closed while the table did not answer; nobody may poll some timers for"
              + " {} seconds",
          ShardBoard.LEASE.toSeconds());
    }
  }

  private ItemKey key(String timerClass) {
    return context.keys().timerBoard(timerClass);
  }
}
