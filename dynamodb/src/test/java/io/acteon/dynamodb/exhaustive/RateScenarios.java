package io.acteon.dynamodb.exhaustive;

import static io.acteon.dynamodb.exhaustive.RatePlans.admit;
import static io.acteon.dynamodb.exhaustive.RatePlans.look;

import io.acteon.dynamodb.exhaustive.RatePlans.Call;
import io.acteon.dynamodb.exhaustive.RatePlans.Reply;
import io.acteon.dynamodb.exhaustive.Scenario.Passing;
import io.acteon.state.Counters.Rate;
import java.time.Duration;
import java.util.List;

/** What clients ask of one rate limit. */
final class RateScenarios {
  static final Scenario<Call, Reply> BURST =
      of("a burst and a half", 2, List.of(Passing.of(Duration.ofSeconds(12))));

  /** A repeated request would find room for itself. */
  static final Scenario<Call, Reply> ROOMY = of("a burst", 3, List.of());

  static final List<Scenario<Call, Reply>> ALL = List.of(BURST, ROOMY);

  private RateScenarios() {}

  /** Three calls under one permit in ten seconds, {@code burst} at once. */
  private static Scenario<Call, Reply> of(String name, long burst, List<Passing> passing) {
    Rate rate = new Rate(1, Duration.ofSeconds(10), burst);
    return new Scenario<>(
        name,
        new RateModel(rate),
        List.of(List.of(admit(rate), admit(rate)), List.of(admit(rate))),
        List.of(look()),
        passing);
  }
}
