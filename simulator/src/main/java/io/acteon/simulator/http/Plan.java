package io.acteon.simulator.http;

import java.util.random.RandomGenerator;

/**
 * What is to happen to one request, drawn before it starts. Immutable.
 *
 * @param ending how its answer fares
 * @param holdNanos how long it is held up besides its latency
 * @param duplicateNanos how much later it is applied once more, or negative for never
 */
record Plan(
    Ending ending,
    long latencyNanos,
    long holdNanos,
    long duplicateNanos,
    boolean throttle,
    boolean conflict,
    long throttleSeed) {
  /** How a request's answer fares. */
  enum Ending {
    ANSWER,
    CUT_BEFORE,
    ERROR_BEFORE,
    ERROR_AFTER,
    LOSE_RESPONSE
  }

  static Plan undisturbed(long latencyNanos) {
    return new Plan(Ending.ANSWER, latencyNanos, 0, -1, false, false, 0);
  }

  static Plan draw(Faults faults, long latencyNanos, RandomGenerator random) {
    // Every draw happens whatever the others say, so that changing one probability leaves the other
    // faults where they were.
    double ending = random.nextDouble();
    boolean delayed = random.nextDouble() < faults.delay();
    boolean duplicated = random.nextDouble() < faults.duplicate();
    boolean throttled = random.nextDouble() < faults.throttle();
    boolean conflict = random.nextDouble() < faults.transactionConflict();
    long hold = faults.delayBy().sample(random);
    long duplicate = faults.duplicateAfter().sample(random);
    return new Plan(
        ending(faults, ending),
        latencyNanos,
        delayed ? hold : 0,
        duplicated ? duplicate : -1,
        throttled,
        conflict,
        random.nextLong());
  }

  private static Ending ending(Faults faults, double draw) {
    double left = draw;
    if (left < faults.cutBefore()) {
      return Ending.CUT_BEFORE;
    }
    left -= faults.cutBefore();
    if (left < faults.errorBefore()) {
      return Ending.ERROR_BEFORE;
    }
    left -= faults.errorBefore();
    if (left < faults.errorAfter()) {
      return Ending.ERROR_AFTER;
    }
    left -= faults.errorAfter();
    return left < faults.loseResponse() ? Ending.LOSE_RESPONSE : Ending.ANSWER;
  }

  /** Half of the latency lies before the moment at which the request takes effect. */
  long nanosBefore() {
    return latencyNanos / 2 + holdNanos;
  }

  long nanosAfter() {
    return latencyNanos - latencyNanos / 2;
  }
}
