package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.Stamp;
import io.acteon.state.Counters.Rate;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Asks a rate limit for several permits at one moment; as many are admitted as would be if they
 * asked one after the other. Pure but for the clock it reads once for each request.
 *
 * <p>A rejection after a lost answer does not bind: the lost attempt may have taken permits, or may
 * yet. That errs on the side of the limit, and costs no write.
 *
 * @param wanted how many permits are asked for
 * @param guess what the arrival time was last seen to be, in epoch microseconds; any number will do
 * @param micros the wall clock in epoch microseconds
 */
record RateWrite(
    String table,
    ItemKey key,
    Rate rate,
    int wanted,
    long guess,
    RateExpressions expressions,
    String epoch,
    LongSupplier micros)
    implements SlotOperation<RateWrite.Ask, RateWrite.Taken, RateWrite.Full> {

  /** One request: so many permits, at this moment, of a rate that is busy or idle. */
  record Ask(long permits, long nowMicros, boolean busy) {}

  /**
   * Permits taken.
   *
   * @param permits how many
   * @param arrival the arrival time after them
   * @param retryAfter how long the next would have to wait
   */
  record Taken(long permits, long arrival, Duration retryAfter, IdleSlots idle) {}

  /** No permit to be had. */
  record Full(long arrival, Duration retryAfter) {}

  /** Microseconds between permits, rounded up: the rate is never exceeded. */
  private long interval() {
    return Math.ceilDiv(rate.period().toNanos(), Math.multiplyExact(rate.permits(), 1_000L));
  }

  /** How far ahead of now the arrival time may be for {@code permits} to be admitted. */
  private long slack(long permits) {
    return Math.multiplyExact(rate.burst() - permits, interval());
  }

  @Override
  public Ask first(Stamp stamp) {
    long now = micros.getAsLong();
    return new Ask(Math.min(wanted, rate.burst()), now, guess >= now);
  }

  @Override
  public UpdateItemRequest request(Stamp stamp, Ask ask, SlotGuard guard, long seen) {
    long increment = Math.multiplyExact(ask.permits(), interval());
    Values values =
        new Values(stamp)
            .number(":micros", ask.nowMicros())
            .number(":lim", ask.nowMicros() + slack(ask.permits()))
            .number(":inc", increment)
            .number(":microsPlusInc", ask.nowMicros() + increment)
            .number(":seen", seen)
            .number(":ttl", Values.collectable((ask.nowMicros() + slack(0)) / 1_000));
    return (ask.busy() ? expressions.busy(guard) : expressions.idle(guard))
        .on(table, key, values.map());
  }

  @Override
  public Taken applied(Ask ask, Stamp stamp, Item after) {
    long arrival = after.number("tat", 0);
    return new Taken(
        ask.permits(), arrival, wait(arrival, ask.nowMicros()), IdleSlots.in(after, epoch, stamp));
  }

  @Override
  public Taken landed(Ask ask, Stamp stamp, Item now) {
    long arrival = now.number("tat", 0);
    return new Taken(ask.permits(), arrival, wait(arrival, ask.nowMicros()), IdleSlots.NONE);
  }

  @Override
  public SlotVerdict<Ask, Full> judge(Item met, Stamp next) {
    long now = micros.getAsLong();
    long arrival = met.number("tat", Long.MIN_VALUE);
    if (arrival < now) {
      return new SlotVerdict.Again<>(new Ask(Math.min(wanted, rate.burst()), now, false));
    }
    long room = now + slack(1) - arrival;
    return room < 0
        ? new SlotVerdict.No<>(new Full(arrival, wait(arrival, now)), false)
        : new SlotVerdict.Again<>(new Ask(Math.min(wanted, room / interval() + 1), now, true));
  }

  /** How long the next permit is away, if the arrival time is {@code arrival}. */
  private Duration wait(long arrival, long now) {
    return Duration.of(Math.max(0, arrival - now - slack(1)), ChronoUnit.MICROS);
  }
}
