package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.state.Counters.Admitted;
import io.acteon.state.Counters.Rate;
import io.acteon.state.Counters.Rejected;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Many calls under one rate limit as one: the first of them are admitted, as many as would be if
 * they came one after the other at one moment. Thread-safe.
 */
final class RateBatches
    implements GroupCommit.Committer<ItemKey, Rate, Answer<Admitted, Rejected>> {
  /** Keeps rates apart from counters of the same name. */
  static final String FACE = "rate";

  /** When so many are remembered, all are forgotten: that costs a request each. */
  private static final int MOST_REMEMBERED = 100_000;

  private final StateContext context;
  private final RateExpressions expressions;
  private final Housekeeping housekeeping;

  /** Arrival times as last seen: they decide nothing but which form of request is tried first. */
  private final ConcurrentHashMap<ItemKey, Long> arrivals = new ConcurrentHashMap<>();

  RateBatches(StateContext context) {
    this.context = context;
    this.expressions = new RateExpressions(context.stamps().epoch());
    this.housekeeping = new Housekeeping(context);
  }

  /** Calls go together that name the same rate. */
  @Override
  public int together(List<Rate> waiting) {
    int same = 1;
    while (same < waiting.size() && waiting.get(same).equals(waiting.getFirst())) {
      same++;
    }
    return same;
  }

  @Override
  public List<Answer<Admitted, Rejected>> commit(ItemKey key, List<Rate> batch, Deadline deadline) {
    RateWrite write =
        new RateWrite(
            context.table(),
            key,
            batch.getFirst(),
            batch.size(),
            arrivals.getOrDefault(key, Long.MIN_VALUE),
            expressions,
            context.stamps().epoch(),
            this::micros);
    return switch (context.run("rate_limit", write, deadline)) {
      case Answer.Applied<RateWrite.Taken, RateWrite.Full>(RateWrite.Taken taken) -> {
        remember(key, taken.arrival());
        tidy(key, taken.idle());
        yield answers(batch.size(), taken.permits(), taken.retryAfter());
      }
      case Answer.Refused<RateWrite.Taken, RateWrite.Full>(RateWrite.Full full) -> {
        remember(key, full.arrival());
        yield answers(batch.size(), 0, full.retryAfter());
      }
      case Answer.Unknown<RateWrite.Taken, RateWrite.Full>(String reason) ->
          Collections.nCopies(batch.size(), Answer.unknown(reason));
    };
  }

  private static List<Answer<Admitted, Rejected>> answers(
      int calls, long permits, Duration retryAfter) {
    List<Answer<Admitted, Rejected>> answers = new ArrayList<>(calls);
    for (int i = 0; i < calls; i++) {
      answers.add(
          i < permits ? Answer.applied(new Admitted()) : Answer.refused(new Rejected(retryAfter)));
    }
    return answers;
  }

  private void remember(ItemKey key, long arrival) {
    if (arrivals.size() >= MOST_REMEMBERED) {
      arrivals.clear();
    }
    arrivals.put(key, arrival);
  }

  private long micros() {
    Instant now = context.time().now();
    return Math.addExact(
        Math.multiplyExact(now.getEpochSecond(), 1_000_000L), now.getNano() / 1_000);
  }

  @Override
  public Answer<Admitted, Rejected> unknown(String reason) {
    return Answer.unknown(reason);
  }

  private void tidy(ItemKey key, IdleSlots idle) {
    if (!idle.isEmpty()) {
      housekeeping.begin("slot_removal", idle.removal(context.table(), key));
    }
  }
}
