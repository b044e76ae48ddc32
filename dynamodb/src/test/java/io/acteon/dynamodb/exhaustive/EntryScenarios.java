package io.acteon.dynamodb.exhaustive;

import static io.acteon.dynamodb.exhaustive.EntryPlans.checkAndSet;
import static io.acteon.dynamodb.exhaustive.EntryPlans.compareAndSwap;
import static io.acteon.dynamodb.exhaustive.EntryPlans.delete;
import static io.acteon.dynamodb.exhaustive.EntryPlans.get;
import static io.acteon.dynamodb.exhaustive.EntryPlans.set;

import io.acteon.dynamodb.exhaustive.EntryPlans.Lived;
import io.acteon.dynamodb.exhaustive.Scenario.Passing;
import io.acteon.state.Ttl;
import io.acteon.testkit.history.EntryModel;
import io.acteon.testkit.history.EntryReply;
import java.time.Duration;
import java.util.List;

/** What clients do to one entry. */
final class EntryScenarios {
  private static final Ttl SHORT = Ttl.of(Duration.ofMinutes(1));
  private static final Ttl LONG = Ttl.of(Duration.ofHours(3));
  private static final Passing A_WHILE = Passing.of(Duration.ofMinutes(2));

  static final Scenario<Lived, EntryReply> SETS =
      lasting(
          "set, set, get",
          List.of(List.of(set("a1"), set("a2"), get()), List.of(set("b1"), get())));

  static final Scenario<Lived, EntryReply> CHECKS =
      lasting(
          "check and set, delete, check and set",
          List.of(
              List.of(checkAndSet("a1"), delete(), checkAndSet("a2")),
              List.of(checkAndSet("b1"), delete())));

  static final Scenario<Lived, EntryReply> SWAPS =
      lasting(
          "set, swap, set, swap",
          List.of(
              List.of(set("a1"), compareAndSwap("a2", Ttl.KEEP), set("a3")),
              List.of(get(), compareAndSwap("b1", Ttl.KEEP), get())));

  /** A refused write leaves no trace; its lost twin must not land once the obstacle is gone. */
  static final Scenario<Lived, EntryReply> OBSTACLE_GOES =
      lasting(
          "check and set, delete; check and set, check and set",
          List.of(
              List.of(checkAndSet("a1"), delete()),
              List.of(checkAndSet("b1"), get(), checkAndSet("b2"))));

  static final Scenario<Lived, EntryReply> THREE =
      lasting(
          "three clients",
          List.of(
              List.of(set("a1"), delete()),
              List.of(checkAndSet("b1"), get()),
              List.of(checkAndSet("c1"))));

  static final Scenario<Lived, EntryReply> OVERTAKEN_OFTEN =
      lasting(
          "one set, five newer writes",
          List.of(
              List.of(set("a1"), get()),
              List.of(set("b1"), set("b2"), set("b3"), set("b4"), set("b5"))));

  static final Scenario<Lived, EntryReply> AGES_PASS =
      aging(
          "delete, ages, set",
          List.of(List.of(set("a1"), delete(), set("a2")), List.of(checkAndSet("b1"))));

  static final Scenario<Lived, EntryReply> EXPIRED =
      new Scenario<>(
          "take-over of what has expired",
          new ExpiringEntryModel(),
          List.of(
              List.of(checkAndSet("a1", SHORT), compareAndSwap("a2", SHORT), get()),
              List.of(checkAndSet("b1", SHORT), delete())),
          List.of(get()),
          List.of(A_WHILE));

  static final Scenario<Lived, EntryReply> KEPT_LONG =
      new Scenario<>(
          "expiry is prolonged or removed",
          new ExpiringEntryModel(),
          List.of(List.of(set("a1", SHORT), set("a2", LONG)), List.of(delete(), get())),
          List.of(get()),
          List.of(Passing.ages()));

  static final List<Scenario<Lived, EntryReply>> PAIRS =
      List.of(SETS, CHECKS, SWAPS, OBSTACLE_GOES);
  static final List<Scenario<Lived, EntryReply>> LARGE = List.of(THREE, OVERTAKEN_OFTEN);
  static final List<Scenario<Lived, EntryReply>> EXPIRING = List.of(EXPIRED);
  static final List<Scenario<Lived, EntryReply>> COLLECTED = List.of(AGES_PASS, KEPT_LONG);

  private EntryScenarios() {}

  private static Scenario<Lived, EntryReply> lasting(
      String name, List<List<Plan<Lived, EntryReply>>> clients) {
    return new Scenario<>(
        name, new Untimed<>(new EntryModel()), clients, List.of(get()), List.of());
  }

  private static Scenario<Lived, EntryReply> aging(
      String name, List<List<Plan<Lived, EntryReply>>> clients) {
    return new Scenario<>(
        name, new Untimed<>(new EntryModel()), clients, List.of(get()), List.of(Passing.ages()));
  }
}
