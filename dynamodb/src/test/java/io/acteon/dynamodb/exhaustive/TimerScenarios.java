package io.acteon.dynamodb.exhaustive;

import static io.acteon.dynamodb.exhaustive.TimerPlans.complete;
import static io.acteon.dynamodb.exhaustive.TimerPlans.put;
import static io.acteon.dynamodb.exhaustive.TimerPlans.read;
import static io.acteon.dynamodb.exhaustive.TimerPlans.remove;
import static io.acteon.dynamodb.exhaustive.TimerPlans.reschedule;
import static io.acteon.dynamodb.exhaustive.TimerPlans.take;

import io.acteon.dynamodb.exhaustive.Scenario.Passing;
import io.acteon.dynamodb.exhaustive.TimerPlans.Call;
import io.acteon.dynamodb.exhaustive.TimerPlans.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What clients do with one timer. */
final class TimerScenarios {
  /** By every clock. */
  private static final Instant PAST = Moves.BEGINNING.minusSeconds(60);

  private static final Instant SOON = Moves.BEGINNING.plusSeconds(60);
  private static final Passing UNTIL_THEN = Passing.of(Duration.ofMinutes(2));
  private static final Passing A_LEASE_AND_MORE = Passing.of(Duration.ofSeconds(20));

  static final Scenario<Call, Reply> WORKED_OFF =
      of(
          "put, claim, complete",
          List.of(),
          List.of(put(PAST, "a1"), put(PAST, "a2")),
          List.of(take(), complete(), take(), complete()));

  static final Scenario<Call, Reply> REMOVED =
      of(
          "put, remove, put",
          List.of(),
          List.of(put(PAST, "a1"), remove(), take()),
          List.of(remove(), put(PAST, "b1")));

  static final Scenario<Call, Reply> MOVED =
      of(
          "a timer is moved",
          List.of(UNTIL_THEN),
          List.of(put(PAST, "a1"), put(SOON, "a2")),
          List.of(take(), complete()));

  static final Scenario<Call, Reply> TAKEN_OVER =
      of(
          "a claim is taken over",
          List.of(A_LEASE_AND_MORE),
          List.of(put(PAST, "a1"), take(), complete()),
          List.of(take(), complete()));

  static final Scenario<Call, Reply> RESCHEDULED =
      of(
          "a timer is set anew by its claimant",
          List.of(A_LEASE_AND_MORE),
          List.of(put(PAST, "a1"), take(), reschedule(PAST, "a2")),
          List.of(take()));

  static final Scenario<Call, Reply> COLLECTED =
      of(
          "put, claim, complete, ages",
          List.of(Passing.ages()),
          List.of(put(PAST, "a1"), take(), complete(), put(PAST, "a2")),
          List.of(remove()));

  static final List<Scenario<Call, Reply>> ALL =
      List.of(WORKED_OFF, REMOVED, MOVED, TAKEN_OVER, RESCHEDULED, COLLECTED);

  private TimerScenarios() {}

  private static Scenario<Call, Reply> of(
      String name,
      List<Passing> passing,
      List<Plan<Call, Reply>> one,
      List<Plan<Call, Reply>> other) {
    return new Scenario<>(name, new TimerModel(), List.of(one, other), List.of(read()), passing);
  }
}
