package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.state.Counters;
import io.acteon.state.Entries.Absent;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.Ttl;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.util.Optional;

/** Counters and rate limits on DynamoDB, one request in flight for each of them. Thread-safe. */
final class DynamoCounters implements Counters {
  private final StateContext context;
  private final GroupCommit<ItemKey, CountBatches.Request, Answer<Count, Absent>> counts;
  private final GroupCommit<ItemKey, Rate, Answer<Admitted, Rejected>> rates;

  DynamoCounters(StateContext context) {
    this.context = context;
    this.counts = new GroupCommit<>(new CountBatches(context));
    this.rates = new GroupCommit<>(new RateBatches(context));
  }

  @Override
  public Answer<Count, Void> increment(StateKey key, long delta, Ttl ttl, Deadline deadline) {
    if (ttl instanceof Ttl.Keep) {
      throw new IllegalArgumentException(
          "Ttl.KEEP on an increment: the first one of a counter's life sets its expiry");
    }
    Counters.checkStep(delta);
    return switch (counts.submit(item(key), new CountBatches.Add(delta, ttl), deadline)) {
      case Answer.Applied<Count, Absent>(Count count) -> Answer.applied(count);
      case Answer.Unknown<Count, Absent>(String reason) -> Answer.unknown(reason);
      case Answer.Refused<Count, Absent> _ ->
          throw new StoreException.Rejected(
              "the counter would be further from zero than 2^62: " + delta + " was not added");
    };
  }

  @Override
  public Optional<Count> read(StateKey key, Deadline deadline) {
    return CountWrites.count(
        Reads.item(context.connection(), "count_read", item(key), deadline),
        context.time().millis());
  }

  @Override
  public Answer<Absent, Absent> delete(StateKey key, Deadline deadline) {
    return switch (counts.submit(item(key), new CountBatches.Delete(), deadline)) {
      case Answer.Applied<Count, Absent> _ -> Answer.applied(new Absent());
      case Answer.Refused<Count, Absent>(Absent absent) -> Answer.refused(absent);
      case Answer.Unknown<Count, Absent>(String reason) -> Answer.unknown(reason);
    };
  }

  @Override
  public Answer<Admitted, Rejected> admit(StateKey key, Rate rate, Deadline deadline) {
    checkShape(key);
    return rates.submit(context.keys().point(key, RateBatches.FACE), rate, deadline);
  }

  private ItemKey item(StateKey key) {
    checkShape(key);
    return context.keys().point(key);
  }

  private static void checkShape(StateKey key) {
    if (key.kind().shape() != Kind.Shape.COUNTER) {
      throw new IllegalArgumentException(
          "kind '"
              + key.kind().name()
              + "' is not of shape COUNTER, which counters and rates need");
    }
  }
}
