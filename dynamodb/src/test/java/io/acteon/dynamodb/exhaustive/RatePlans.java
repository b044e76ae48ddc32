package io.acteon.dynamodb.exhaustive;

import io.acteon.dynamodb.exhaustive.Plan.Begun;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.state.SlotWrites;
import io.acteon.state.Counters.Rate;
import java.util.Optional;

/** Calls under one rate limit, as clients plan them. */
final class RatePlans {
  private static final ItemKey KEY = new ItemKey("rate", "rate", Optional.empty());

  private RatePlans() {}

  /** What is asked of a rate limit. */
  enum Call {
    ADMIT,
    /** Looks at the arrival time. */
    LOOK
  }

  /**
   * What it answers.
   *
   * @param micros of a rejection, how long to wait; of a look, the arrival time, 0 if there is none
   */
  record Reply(boolean admitted, long micros) {}

  private static SlotWrites writes(Plan.Desk desk) {
    return new SlotWrites(Table.NAME, KEY, desk.stamps());
  }

  /** Asks for one permit. A rejection leaves open what became of an attempt without an answer. */
  static Plan<Call, Reply> admit(Rate rate) {
    return (desk, _) ->
        Begun.of(
            Call.ADMIT,
            Dialogue.of(
                writes(desk).admit(rate, desk.time()),
                _ -> new Reply(true, 0),
                wait -> new Reply(false, wait.toNanos() / 1_000)),
            reply -> !reply.admitted());
  }

  static Plan<Call, Reply> look() {
    return (desk, _) ->
        Begun.of(
            Call.LOOK,
            Dialogue.of(writes(desk).read(), shown -> new Reply(false, SlotWrites.arrival(shown))));
  }
}
