package io.acteon.dynamodb.exhaustive;

import static io.acteon.dynamodb.exhaustive.LockPlans.acquire;
import static io.acteon.dynamodb.exhaustive.LockPlans.breakSeen;
import static io.acteon.dynamodb.exhaustive.LockPlans.extend;
import static io.acteon.dynamodb.exhaustive.LockPlans.handOff;
import static io.acteon.dynamodb.exhaustive.LockPlans.readEntry;
import static io.acteon.dynamodb.exhaustive.LockPlans.readHolder;
import static io.acteon.dynamodb.exhaustive.LockPlans.release;
import static io.acteon.dynamodb.exhaustive.LockPlans.takeOver;
import static io.acteon.dynamodb.exhaustive.LockPlans.watch;
import static io.acteon.dynamodb.exhaustive.LockPlans.withdraw;
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

  /** So much that a lease is over, and not so much that clocks tell. */
  private static final Passing A_LEASE = Passing.of(Duration.ofSeconds(12));

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

  static final Scenario<Call, Reply> HANDED_ON =
      of(
          "a lease is handed on, or taken over",
          List.of(A_LEASE_AND_MORE),
          List.of(acquire(), handOff(), write("a1")),
          List.of(acquire(), write("b1")));

  static final Scenario<Call, Reply> BROKEN =
      of(
          "a lease is broken, or another by mistake",
          List.of(),
          List.of(acquire(), release(), acquire()),
          List.of(readHolder(), breakSeen()));

  static final Scenario<Call, Reply> BROKEN_AND_TAKEN =
      of(
          "a lease is broken, and the lock taken by who broke it",
          List.of(),
          List.of(acquire(), extend()),
          List.of(readHolder(), breakSeen(), acquire()));

  static final Scenario<Call, Reply> BROKEN_TWICE =
      of(
          "a lease is broken, and the next as well",
          List.of(),
          List.of(acquire(), acquire(), readHolder(), breakSeen()),
          List.of(readHolder(), breakSeen()));

  static final Scenario<Call, Reply> WATCHED =
      of(
          "a silent lease is taken over by one who watched it",
          List.of(A_LEASE),
          List.of(acquire(), extend()),
          List.of(watch(), watch(), takeOver()));

  static final Scenario<Call, Reply> WITHDRAWN =
      of(
          "an acquisition that was given up is withdrawn",
          List.of(),
          List.of(acquire(), withdraw(), readHolder()),
          List.of(acquire(), release()));

  static final List<Scenario<Call, Reply>> SHORT =
      List.of(
          IN_TURN,
          TAKEN_OVER,
          HANDED_ON,
          BROKEN,
          BROKEN_AND_TAKEN,
          BROKEN_TWICE,
          WATCHED,
          WITHDRAWN);

  /** With so many histories that they take most of the time. */
  static final List<Scenario<Call, Reply>> LONG = List.of(EXTENDED);

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
