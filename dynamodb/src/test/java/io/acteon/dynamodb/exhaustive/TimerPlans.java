package io.acteon.dynamodb.exhaustive;

import io.acteon.dynamodb.exhaustive.Plan.Begun;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.state.TimingWrites;
import io.acteon.state.Timers.Claimed;
import io.acteon.state.Timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Operations on one timer, as clients plan them. */
final class TimerPlans {
  static final Duration LEASE = Duration.ofSeconds(10);
  static final Duration MAX_SKEW = Duration.ofSeconds(5);

  private static final ItemKey KEY = new ItemKey("timer", "timer", Optional.empty());

  private TimerPlans() {}

  /** What is asked. */
  sealed interface Call {
    record Put(long due, String payload) implements Call {}

    record Remove() implements Call {}

    record Take() implements Call {}

    record Complete(long claim) implements Call {}

    record Reschedule(long claim, long due, String payload) implements Call {}

    record Read() implements Call {}
  }

  /** What is answered. */
  sealed interface Reply {
    record Wrote(long version) implements Reply {}

    record Got(Claimed claimed) implements Reply {
      @Override
      public String toString() {
        return "Got[" + claimed.payload() + ", " + claimed.version().value() + "]";
      }
    }

    record Done() implements Reply {}

    /** There is none, or it is not ours. */
    record None() implements Reply {}

    record Saw(long due, String payload, long version) implements Reply {}
  }

  private static TimingWrites writes(Plan.Desk desk) {
    return new TimingWrites(Table.NAME, KEY, desk.stamps());
  }

  static Plan<Call, Reply> put(Instant due, String payload) {
    return (desk, _) ->
        Begun.of(
            new Call.Put(due.toEpochMilli(), payload),
            Dialogue.of(
                writes(desk).put(due, payload),
                version -> new Reply.Wrote(version.value()),
                _ -> {
                  throw new AssertionError("put was refused");
                }));
  }

  static Plan<Call, Reply> remove() {
    return (desk, _) ->
        Begun.of(
            new Call.Remove(),
            Dialogue.of(
                writes(desk).remove(),
                version -> new Reply.Wrote(version.value()),
                _ -> new Reply.None()));
  }

  /** A look at the index, and the claim of what it shows as due. */
  static Plan<Call, Reply> take() {
    return (desk, _) ->
        Begun.of(
            new Call.Take(),
            Dialogue.then(
                writes(desk).look(),
                shown -> claim(desk, TimingWrites.claimable(shown)),
                new Reply.None()));
  }

  private static Optional<Dialogue<Reply>> claim(Plan.Desk desk, OptionalLong due) {
    return due.isEmpty() || due.getAsLong() > desk.time().millis()
        ? Optional.empty()
        : Optional.of(
            Dialogue.of(
                writes(desk).take(due.getAsLong(), LEASE, MAX_SKEW),
                claimed -> claimed.<Reply>map(Reply.Got::new).orElseGet(Reply.None::new),
                _ -> new Reply.None()));
  }

  private static Optional<Claimed> claimed(List<Reply> answers) {
    return answers.reversed().stream()
        .filter(Reply.Got.class::isInstance)
        .map(Reply.Got.class::cast)
        .map(Reply.Got::claimed)
        .findFirst();
  }

  static Plan<Call, Reply> complete() {
    return (desk, answers) ->
        claimed(answers)
            .flatMap(claimed ->
                Begun.of(
                    new Call.Complete(claimed.version().value()),
                    Dialogue.of(
                        writes(desk).complete(claimed),
                        _ -> new Reply.Done(),
                        _ -> new Reply.None())));
  }

  static Plan<Call, Reply> reschedule(Instant due, String payload) {
    return (desk, answers) ->
        claimed(answers)
            .flatMap(claimed ->
                Begun.of(
                    new Call.Reschedule(claimed.version().value(), due.toEpochMilli(), payload),
                    Dialogue.of(
                        writes(desk).reschedule(claimed, due, payload),
                        version -> new Reply.Wrote(version.value()),
                        _ -> new Reply.None())));
  }

  static Plan<Call, Reply> read() {
    return (desk, _) ->
        Begun.of(new Call.Read(), Dialogue.of(writes(desk).read(), TimerPlans::saw));
  }

  private static Reply saw(Map<String, AttributeValue> shown) {
    Optional<Timer> timer = TimingWrites.timer(shown);
    return timer.isEmpty()
        ? new Reply.None()
        : new Reply.Saw(
            timer.get().due().toEpochMilli(), timer.get().payload(), timer.get().version().value());
  }
}
