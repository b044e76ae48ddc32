package io.acteon.dynamodb.exhaustive;

import static io.acteon.dynamodb.exhaustive.LockPlans.acquire;
import static io.acteon.dynamodb.exhaustive.LockPlans.extend;
import static io.acteon.dynamodb.exhaustive.LockPlans.readEntry;
import static io.acteon.dynamodb.exhaustive.LockPlans.readHolder;
import static io.acteon.dynamodb.exhaustive.LockPlans.release;
import static io.acteon.dynamodb.exhaustive.LockPlans.write;

import io.acteon.dynamodb.exhaustive.LockPlans.Call;
import io.acteon.dynamodb.exhaustive.LockPlans.Reply;
import io.acteon.dynamodb.exhaustive.Scenario.Passing;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** What clients do with a lock and the entry that it guards. */
final class LockScenarios {
  private static final Passing PART_OF_LEASE = Passing.of(Duration.ofSeconds(8));
  private static final Passing A_LEASE_AND_MORE = Passing.of(Duration.ofSeconds(20));

  static final Scenario<Call, Reply> IN_TURN =
      of(
          "acquire, release",
          List.of(),
          List.of(acquire(), release(), acquire()),
          List.of(acquire(), release()));

  static final Scenario<Call, Reply> TAKEN_OVER =
      of(
          "a lease is taken over",
          List.of(A_LEASE_AND_MORE),
          List.of(acquire(), write("a1"), release()),
          List.of(acquire(), write("b1")));

  static final Scenario<Call, Reply> EXTENDED =
      of(
          "a lease is extended",
          Collections.nCopies(3, PART_OF_LEASE),
          List.of(acquire(), extend(), extend()),
          List.of(acquire()));

  static final List<Scenario<Call, Reply>> ALL = List.of(IN_TURN, TAKEN_OVER, EXTENDED);

  private LockScenarios() {}

  private static Scenario<Call, Reply> of(
      String name,
      List<Passing> passing,
      List<Plan<Call, Reply>> one,
      List<Plan<Call, Reply>> other) {
    return new Scenario<>(
        name, new LockModel(), List.of(one, other), List.of(readHolder(), readEntry()), passing);
  }
}
