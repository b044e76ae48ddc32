package io.acteon.dynamodb.exhaustive;

import io.acteon.dynamodb.exhaustive.RatePlans.Call;
import io.acteon.dynamodb.exhaustive.RatePlans.Reply;
import io.acteon.state.Counters.Rate;
import java.util.stream.Stream;

/** The generic cell rate algorithm; its state is the theoretical arrival time. Stateless. */
record RateModel(Rate rate) implements Possibilities<Long, Call, Reply> {
  private long interval() {
    return rate.period().dividedBy(rate.permits()).toNanos() / 1_000;
  }

  @Override
  public Long first() {
    return 0L;
  }

  @Override
  public Stream<Long> answered(Long arrival, Call call, long now, Reply output) {
    return switch (call) {
      case LOOK -> arrival == output.micros() ? Stream.of(arrival) : Stream.empty();
      case ADMIT ->
          output.admitted()
              ? unanswered(arrival, call, now)
              : excess(arrival, now) > 0 && excess(arrival, now) == output.micros()
                  ? Stream.of(arrival)
                  : Stream.empty();
    };
  }

  @Override
  public Stream<Long> unanswered(Long arrival, Call call, long now) {
    return switch (call) {
      case LOOK -> Stream.of(arrival);
      case ADMIT ->
          excess(arrival, now) <= 0
              ? Stream.of(Math.max(arrival, now * 1_000) + interval())
              : Stream.empty();
    };
  }

  private long excess(long arrival, long now) {
    return arrival - now * 1_000 - (rate.burst() - 1) * interval();
  }
}
