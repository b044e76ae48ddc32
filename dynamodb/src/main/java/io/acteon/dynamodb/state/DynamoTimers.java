package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Escape;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.state.DueIndex.Hit;
import io.acteon.state.Entries;
import io.acteon.state.Entries.Absent;
import io.acteon.state.StateKey;
import io.acteon.state.Timers;
import io.acteon.state.Version;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timers on DynamoDB: an item each, and a sparse index that says where to look. Thread-safe. */
final class DynamoTimers implements Timers {
  private static final Logger LOG = LoggerFactory.getLogger(DynamoTimers.class);

  /** Keeps timers apart from everything that has a kind: no kind has such a character. */
  private static final String WORD = "!timer!";

  private static final String FACE = "timer";
  private static final Pattern CLASS = Pattern.compile("[a-z][a-z0-9_:]{0,63}");

  /** How long what a poll saw of the future may answer for the index. */
  private static final Duration OUTLOOK = Duration.ofSeconds(1);

  private final StateContext context;
  private final DueIndex index;
  private final TimerShards shards;

  /**
   * By class, what came next when a poll last found nothing due and no timer was set here since.
   */
  private final ConcurrentHashMap<String, Outlook> outlooks = new ConcurrentHashMap<>();

  /** What became of one claim; neither if it was refused or its outcome is not known. */
  private record Attempt(Optional<Claimed> claimed, Optional<RuntimeException> failure) {}

  private record Outlook(Optional<Instant> next, long nanos) {}

  DynamoTimers(StateContext context) {
    this.context = context;
    this.index = new DueIndex(context);
    this.shards = new TimerShards(context);
  }

  @Override
  public Answer<Version, Void> put(
      String timerClass, StateKey key, Instant due, String payload, Deadline deadline) {
    checkClass(timerClass);
    checkPayload(payload);
    ItemKey item = item(key);
    TimerWrites.Put put =
        new TimerWrites.Put(
            context.table(), item, key, timerClass, index.shardOf(timerClass, item), due, payload);
    Answer<Version, Void> answer = context.run("timer_put", put, deadline);
    outlooks.remove(timerClass);
    return answer;
  }

  @Override
  public Answer<Version, Absent> remove(StateKey key, Deadline deadline) {
    return context.run(
        "timer_remove", new TimerWrites.Remove(context.table(), item(key)), deadline);
  }

  @Override
  public Optional<Timer> get(StateKey key, Deadline deadline) {
    return TimerWrites.timer(context.read("timer_get", item(key), deadline));
  }

  @Override
  public List<Claimed> claimDue(String timerClass, int limit, Duration lease, Deadline deadline) {
    checkClass(timerClass);
    if (limit < 1 || !lease.isPositive()) {
      throw new IllegalArgumentException(
          "a claim of %d timers for %s: both must be positive".formatted(limit, lease));
    }
    List<String> mine = names(timerClass, shards.toPoll(timerClass, deadline));
    if (mine.isEmpty()) {
      return List.of();
    }
    long nanos = context.time().nanos();
    long now = context.time().millis();
    outlooks.remove(timerClass);
    List<Hit> heads = index.heads(mine, deadline);
    List<Hit> due = heads.stream().filter(head -> head.dueMillis() <= now).toList();
    if (due.isEmpty()) {
      outlooks.put(timerClass, new Outlook(earliest(heads), nanos));
      return List.of();
    }
    List<Hit> hits =
        limit == 1
            ? due.subList(0, 1)
            : index.due(due.stream().map(Hit::shard).toList(), now, limit, deadline);
    return claim(hits, lease, deadline);
  }

  /**
   * Whose claim did not succeed is left out: it is another's, or it is found by the next poll. A
   * failure is thrown only if nothing was claimed: what was must be told of, for it is ours.
   */
  private List<Claimed> claim(List<Hit> hits, Duration lease, Deadline deadline) {
    if (hits.isEmpty()) {
      return List.of();
    }
    List<Attempt> attempts = AtOnce.each(hits, hit -> attempt(hit, lease, deadline));
    List<Claimed> claimed =
        attempts.stream().map(Attempt::claimed).flatMap(Optional::stream).toList();
    List<RuntimeException> failures =
        attempts.stream().map(Attempt::failure).flatMap(Optional::stream).toList();
    if (!failures.isEmpty() && claimed.isEmpty()) {
      throw failures.getFirst();
    }
    if (!failures.isEmpty()) {
      LOG.warn(
          "{} of {} due timers could not be claimed; the first:",
          failures.size(),
          hits.size(),
          failures.getFirst());
    }
    return claimed;
  }

  private Attempt attempt(Hit hit, Duration lease, Deadline deadline) {
    try {
      return new Attempt(claim(hit, lease, deadline), Optional.empty());
    } catch (StoreException.Unavailable _) {
      return new Attempt(Optional.empty(), Optional.empty()); // The next poll finds it.
    } catch (RuntimeException e) {
      return new Attempt(Optional.empty(), Optional.of(e));
    }
  }

  private Optional<Claimed> claim(Hit hit, Duration lease, Deadline deadline) {
    TimerWrites.Take take =
        new TimerWrites.Take(
            context.table(), hit.key(), hit.shard(), hit.dueMillis(), lease, context.maxSkew());
    return context.run("timer_claim", take, deadline)
            instanceof Answer.Applied<Optional<Claimed>, Absent>(Optional<Claimed> claimed)
        ? claimed
        : Optional.empty();
  }

  @Override
  public Answer<Absent, Absent> complete(Claimed timer, Deadline deadline) {
    return context.run(
        "timer_complete",
        new TimerWrites.Complete(context.table(), item(timer.key()), timer),
        deadline);
  }

  @Override
  public Answer<Version, Absent> reschedule(
      Claimed timer, Instant due, String payload, Deadline deadline) {
    checkPayload(payload);
    ItemKey item = item(timer.key());
    TimerWrites.Reschedule reschedule =
        new TimerWrites.Reschedule(
            context.table(), item, timer, index.shardOf(timer.timerClass(), item), due, payload);
    Answer<Version, Absent> answer = context.run("timer_reschedule", reschedule, deadline);
    outlooks.remove(timer.timerClass());
    return answer;
  }

  @Override
  public Optional<Instant> nextDue(String timerClass, Deadline deadline) {
    checkClass(timerClass);
    Outlook outlook = outlooks.get(timerClass);
    if (outlook != null && context.time().nanos() - outlook.nanos() < OUTLOOK.toNanos()) {
      return outlook.next();
    }
    List<String> mine = names(timerClass, shards.known(timerClass));
    return mine.isEmpty() ? Optional.empty() : earliest(index.heads(mine, deadline));
  }

  /** Begins to leave our share of the polling to others. */
  void leave() {
    shards.leave();
  }

  /** Waits until that is done, or until the deadline. */
  void close(Deadline deadline) {
    shards.close(deadline);
  }

  private List<String> names(String timerClass, List<Integer> numbers) {
    return numbers.stream().map(number -> index.shard(timerClass, number)).toList();
  }

  private static Optional<Instant> earliest(List<Hit> heads) {
    return heads.stream().findFirst().map(head -> Instant.ofEpochMilli(head.dueMillis()));
  }

  private ItemKey item(StateKey key) {
    return context
        .keys()
        .named(key.scope(), WORD + key.kind().name(), key.id(), FACE)
        .withoutRawId();
  }

  private static void checkClass(String timerClass) {
    if (!CLASS.matcher(timerClass).matches()) {
      throw new IllegalArgumentException(
          "timer class '%s' must be 1 to 64 of a-z, 0-9, '_' and ':', beginning with a letter"
              .formatted(timerClass));
    }
  }

  private static void checkPayload(String payload) {
    int bytes = Escape.bytes("the payload of a timer", payload);
    if (bytes > Entries.MAX_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "the payload of a timer has %d bytes; at most %d can be stored"
              .formatted(bytes, Entries.MAX_VALUE_BYTES));
    }
  }
}
