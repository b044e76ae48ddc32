package io.acteon.dynamodb.exhaustive;

import io.acteon.dynamodb.exhaustive.CounterPlans.Call;
import io.acteon.dynamodb.exhaustive.CounterPlans.Reply;
import io.acteon.state.Counters;
import io.acteon.state.Ttl;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** A counter that the first increment of a life gives its expiry. Stateless. */
final class CounterModel implements Possibilities<CounterModel.Sum, Call, Reply> {

  /**
   * The counter between two calls.
   *
   * @param value absent where there is no counter
   * @param expiry in epoch milliseconds
   */
  record Sum(Optional<Long> value, long expiry) {
    static final Sum NONE = new Sum(Optional.empty(), Long.MAX_VALUE);

    Optional<Long> at(long now) {
      return expiry > now ? value : Optional.empty();
    }
  }

  @Override
  public Sum first() {
    return Sum.NONE;
  }

  @Override
  public Stream<Sum> answered(Sum state, Call call, long now, Reply output) {
    return switch (call) {
      case Call.Add _ ->
          output.done()
              ? unanswered(state, call, now).filter(after -> after.value().equals(output.value()))
              : unanswered(state, call, now).findAny().isEmpty()
                  ? Stream.of(state)
                  : Stream.empty();
      case Call.Delete _ ->
          output.done()
              ? unanswered(state, call, now)
              : state.at(now).isEmpty() ? Stream.of(state) : Stream.empty();
      case Call.Read _ -> state.at(now).equals(output.value()) ? Stream.of(state) : Stream.empty();
      case Call.Tidy _ -> Stream.of(state);
    };
  }

  @Override
  public Stream<Sum> unanswered(Sum state, Call call, long now) {
    return switch (call) {
      case Call.Add(long delta, Ttl ttl) ->
          sum(state.at(now), delta)
              .map(sum ->
                  new Sum(
                      Optional.of(sum),
                      state.at(now).isPresent() ? state.expiry() : expiry(ttl, now)));
      case Call.Delete _ -> state.at(now).isPresent() ? Stream.of(Sum.NONE) : Stream.empty();
      case Call.Read _, Call.Tidy _ -> Stream.of(state);
    };
  }

  /** Nothing where the sum would be out of bounds. */
  private static Stream<Long> sum(Optional<Long> value, long delta) {
    BigInteger sum = BigInteger.valueOf(value.orElse(0L)).add(BigInteger.valueOf(delta));
    return sum.abs().compareTo(BigInteger.valueOf(Counters.MOST)) > 0
        ? Stream.empty()
        : Stream.of(sum.longValueExact());
  }

  private static long expiry(Ttl ttl, long now) {
    return ttl instanceof Ttl.After(Duration time) ? now + time.toMillis() : Long.MAX_VALUE;
  }
}
