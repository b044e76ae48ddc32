package io.acteon.dynamodb.exhaustive;

import static io.acteon.dynamodb.exhaustive.ClaimPlans.complete;
import static io.acteon.dynamodb.exhaustive.ClaimPlans.read;
import static io.acteon.dynamodb.exhaustive.ClaimPlans.release;
import static io.acteon.dynamodb.exhaustive.ClaimPlans.take;

import io.acteon.dynamodb.exhaustive.ClaimPlans.Call;
import io.acteon.dynamodb.exhaustive.ClaimPlans.Reply;
import io.acteon.dynamodb.exhaustive.Scenario.Passing;
import java.time.Duration;
import java.util.List;

/** What clients do with one claim. */
final class ClaimScenarios {
  private static final Passing EXECUTION_AND_MORE = Passing.of(Duration.ofSeconds(20));
  private static final Passing MEMORY_AND_MORE = Passing.of(Duration.ofMinutes(11));

  static final Scenario<Call, Reply> RELEASED =
      of(
          "claim, release, claim",
          List.of(),
          List.of(take(), release(), take()),
          List.of(take(), complete("b")));

  static final Scenario<Call, Reply> TAKEN_OVER =
      of(
          "a claim is taken over",
          List.of(EXECUTION_AND_MORE),
          List.of(take(), complete("a"), complete("a")),
          List.of(take(), complete("b")));

  static final Scenario<Call, Reply> FORGOTTEN =
      of(
          "a claim is forgotten",
          List.of(MEMORY_AND_MORE),
          List.of(take(), complete("a")),
          List.of(take(), release()));

  static final List<Scenario<Call, Reply>> ALL = List.of(RELEASED, TAKEN_OVER, FORGOTTEN);

  private ClaimScenarios() {}

  private static Scenario<Call, Reply> of(
      String name,
      List<Passing> passing,
      List<Plan<Call, Reply>> one,
      List<Plan<Call, Reply>> other) {
    return new Scenario<>(name, new ClaimModel(), List.of(one, other), List.of(read()), passing);
  }
}
