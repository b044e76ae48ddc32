package io.acteon.dynamodb.exhaustive;

import io.acteon.dynamodb.exhaustive.Plan.Begun;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.state.SlotWrites;
import io.acteon.state.Counters.Count;
import io.acteon.state.Ttl;
import java.time.Duration;
import java.util.Optional;

/** Operations on one counter, as clients plan them. */
final class CounterPlans {
  private static final ItemKey KEY = new ItemKey("counter", "-", Optional.empty());

  private CounterPlans() {}

  /** What is asked of a counter. */
  sealed interface Call {
    record Add(long delta, Ttl ttl) implements Call {
      @Override
      public String toString() {
        return "Add["
            + delta
            + (ttl instanceof Ttl.After(Duration time) ? " for " + time : "")
            + "]";
      }
    }

    record Delete() implements Call {}

    record Read() implements Call {}

    /** Removes slots of others that have been idle; changes nothing that can be seen. */
    record Tidy() implements Call {}
  }

  /**
   * What it answers.
   *
   * @param value the sum; empty where there is none
   * @param done whether the call took effect
   */
  record Reply(Optional<Long> value, boolean done, SlotWrites.Removal removal) {
    static Reply of(Optional<Long> value, boolean done) {
      return new Reply(value, done, SlotWrites.Removal.NONE);
    }

    @Override
    public String toString() {
      return (done ? "done" : "refused") + value.map(sum -> ", " + sum).orElse(", none");
    }
  }

  private static SlotWrites writes(Plan.Desk desk) {
    return new SlotWrites(Table.NAME, KEY, desk.stamps());
  }

  static Plan<Call, Reply> add(long delta) {
    return add(delta, Ttl.NEVER);
  }

  static Plan<Call, Reply> add(long delta, Ttl ttl) {
    return (desk, _) ->
        Begun.of(
            new Call.Add(delta, ttl),
            Dialogue.of(
                writes(desk).add(delta, ttl),
                counted -> new Reply(Optional.of(counted.value()), true, counted.removal()),
                _ -> Reply.of(Optional.empty(), false)));
  }

  static Plan<Call, Reply> delete() {
    return (desk, _) ->
        Begun.of(
            new Call.Delete(),
            Dialogue.of(
                writes(desk).delete(),
                _ -> Reply.of(Optional.empty(), true),
                _ -> Reply.of(Optional.empty(), false)));
  }

  static Plan<Call, Reply> read() {
    return (desk, _) ->
        Begun.of(
            new Call.Read(),
            Dialogue.of(
                writes(desk).read(),
                shown ->
                    Reply.of(
                        SlotWrites.count(shown, desk.time().millis()).map(Count::value), true)));
  }

  /** Removes the slots that the last increment found idle, if it found any. */
  static Plan<Call, Reply> tidy() {
    return (desk, answers) ->
        answers.isEmpty()
            ? Optional.empty()
            : writes(desk)
                .removal(answers.getLast().removal())
                .flatMap(removal ->
                    Begun.of(
                        new Call.Tidy(),
                        Dialogue.of(
                            removal,
                            _ -> Reply.of(Optional.empty(), true),
                            _ -> Reply.of(Optional.empty(), false))));
  }
}
