package io.acteon.dynamodb.exhaustive;

import static io.acteon.dynamodb.exhaustive.CounterPlans.add;
import static io.acteon.dynamodb.exhaustive.CounterPlans.delete;
import static io.acteon.dynamodb.exhaustive.CounterPlans.read;
import static io.acteon.dynamodb.exhaustive.CounterPlans.tidy;

import io.acteon.dynamodb.exhaustive.CounterPlans.Call;
import io.acteon.dynamodb.exhaustive.CounterPlans.Reply;
import io.acteon.dynamodb.exhaustive.Scenario.Passing;
import io.acteon.state.Counters;
import io.acteon.state.Ttl;
import java.time.Duration;
import java.util.List;

/** What clients do to one counter. */
final class CounterScenarios {
  private static final Ttl WINDOW = Ttl.of(Duration.ofMinutes(1));

  static final Scenario<Call, Reply> INCREMENTS =
      of("increments", List.of(add(1), add(2)), List.of(add(10), read(), add(20)));

  static final Scenario<Call, Reply> DELETED =
      of("increments and deletion", List.of(add(1), delete()), List.of(add(10), delete(), add(20)));

  static final Scenario<Call, Reply> WINDOWS =
      new Scenario<>(
          "increments over the end of a window",
          new CounterModel(),
          List.of(List.of(add(1, WINDOW), add(2, WINDOW)), List.of(add(10, WINDOW), read())),
          List.of(read()),
          List.of(Passing.of(Duration.ofMinutes(2))));

  /** Requests survive the hours here, which is more than they do in truth. */
  static final Scenario<Call, Reply> SLOT_REMOVAL =
      new Scenario<>(
          "removal of an idle slot",
          new CounterModel(),
          List.of(List.of(add(1), add(2)), List.of(add(10), tidy(), add(20))),
          List.of(read()),
          List.of(new Passing(Duration.ofHours(2), true, false)));

  /** Both of one client fit only if the other's step down comes between or before them. */
  static final Scenario<Call, Reply> BOUNDS =
      of(
          "increments to the bounds",
          List.of(add(Counters.MOST), add(Counters.MOST)),
          List.of(add(-Counters.MOST), read()));

  static final List<Scenario<Call, Reply>> ALL =
      List.of(INCREMENTS, DELETED, WINDOWS, SLOT_REMOVAL, BOUNDS);

  private CounterScenarios() {}

  private static Scenario<Call, Reply> of(
      String name, List<Plan<Call, Reply>> one, List<Plan<Call, Reply>> other) {
    return new Scenario<>(
        name, new CounterModel(), List.of(one, other), List.of(read()), List.of());
  }
}
