package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.ItemWrite;
import io.acteon.dynamodb.internal.Stamps;
import io.acteon.dynamodb.internal.Step;
import io.acteon.state.Counters.Count;
import io.acteon.state.Counters.Rate;
import io.acteon.state.Entries.Absent;
import io.acteon.state.Ttl;
import io.acteon.store.Answer;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/**
 * The writes of counters and rate limits as the store makes them, one at a time, for tests of other
 * packages that run them against something else. Thread-safe.
 */
public final class SlotWrites {
  /** What requests expect of their slot. */
  public static final List<String> SLOT_GUARDS =
      Stream.of(SlotGuard.values()).map(guard -> guard.condition).toList();

  /** Made once per epoch, as a process makes them once. */
  private static final ConcurrentHashMap<String, CountExpressions> COUNTING =
      new ConcurrentHashMap<>();

  private static final ConcurrentHashMap<String, RateExpressions> RATING =
      new ConcurrentHashMap<>();

  private final String table;
  private final ItemKey key;
  private final Stamps stamps;

  public SlotWrites(String table, ItemKey key, Stamps stamps) {
    this.table = table;
    this.key = key;
    this.stamps = stamps;
  }

  /** Slots that an increment found idle. */
  public record Removal(IdleSlots slots) {
    public static final Removal NONE = new Removal(IdleSlots.NONE);
  }

  /** What an increment brought. */
  public record Counted(long value, Removal removal) {}

  private <F, A, R> ItemWrite<A, R> slot(SlotOperation<F, A, R> operation) {
    return new SlotWrite<>(operation, stamps, table);
  }

  public ItemWrite<Counted, Absent> add(long delta, Ttl ttl) {
    return new Mapped<>(
        slot(
            new CountWrites.Add(
                table,
                key,
                delta,
                ttl,
                COUNTING.computeIfAbsent(stamps.epoch(), CountExpressions::new),
                stamps.epoch())),
        counted -> new Counted(counted.count().value(), new Removal(counted.idle())),
        absent -> absent);
  }

  public ItemWrite<Absent, Absent> delete() {
    return slot(
        new CountWrites.Delete(
            table, key, COUNTING.computeIfAbsent(stamps.epoch(), CountExpressions::new)));
  }

  /** Answers how long to wait when there is no permit. */
  public ItemWrite<Absent, Duration> admit(Rate rate, TimeSource time) {
    RateWrite write =
        new RateWrite(
            table,
            key,
            rate,
            1,
            Long.MIN_VALUE,
            RATING.computeIfAbsent(stamps.epoch(), RateExpressions::new),
            stamps.epoch(),
            () -> time.millis() * 1_000);
    return new Mapped<>(slot(write), _ -> new Absent(), RateWrite.Full::retryAfter);
  }

  /** The write that removes idle slots, if there are any. */
  public Optional<ItemWrite<Absent, Absent>> removal(Removal removal) {
    return removal.slots().isEmpty()
        ? Optional.empty()
        : Optional.of(removal.slots().removal(table, key));
  }

  public GetItemRequest read() {
    return Reads.request(table, key);
  }

  /** The counter in an item. */
  public static Optional<Count> count(Map<String, AttributeValue> attributes, long nowMillis) {
    return CountWrites.count(new Item(attributes), nowMillis);
  }

  /** The arrival time in an item, 0 where there is none. */
  public static long arrival(Map<String, AttributeValue> attributes) {
    return new Item(attributes).number("tat", 0);
  }

  /** A write whose answers are shown as something else. For one thread. */
  record Mapped<A, R, B, S>(ItemWrite<A, R> write, Function<A, B> done, Function<R, S> not)
      implements ItemWrite<B, S> {
    @Override
    public Step<B, S> start() {
      return map(write.start());
    }

    @Override
    public Step<B, S> applied(Map<String, AttributeValue> returned) {
      return map(write.applied(returned));
    }

    @Override
    public Step<B, S> refused(Map<String, AttributeValue> met, boolean open) {
      return map(write.refused(met, open));
    }

    private Step<B, S> map(Step<A, R> step) {
      return switch (step) {
        case Step.Send<A, R>(var request, boolean seal, boolean unresolved) ->
            new Step.Send<>(request, seal, unresolved);
        case Step.Done<A, R>(Answer<A, R> answer, boolean resolved) ->
            new Step.Done<>(map(answer), resolved);
      };
    }

    private Answer<B, S> map(Answer<A, R> answer) {
      return switch (answer) {
        case Answer.Applied<A, R>(A value) -> Answer.applied(done.apply(value));
        case Answer.Refused<A, R>(R met) -> Answer.refused(not.apply(met));
        case Answer.Unknown<A, R>(String reason) -> Answer.unknown(reason);
      };
    }
  }
}
