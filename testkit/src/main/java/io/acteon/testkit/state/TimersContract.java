package io.acteon.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.state.Entries;
import io.acteon.state.StateKey;
import io.acteon.state.Timers;
import io.acteon.state.Timers.Claimed;
import io.acteon.state.Timers.Timer;
import io.acteon.state.Version;
import io.acteon.testkit.time.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What {@link Timers} promises, held against a backend. An empty answer of a claim proves nothing,
 * so the tests poll on, moving time a little, until they have what must come.
 */
public abstract class TimersContract extends StateContract {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration MILLI = Duration.ofMillis(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** A class of this test's own: classes are global. */
  private final String work = "w" + UUID.randomUUID().toString().replace('-', '_');

  @Test
  void aTimerIsReadAsItWasSet() {
    Timers timers = store().timers();
    Instant due = time.now().plus(MINUTE);
    assertThat(timers.get(point("a"), soon())).isEmpty();

    Version version = applied(timers.put(work, point("a"), due, "payload", soon()));

    assertThat(store().timers().get(point("a"), soon()))
        .contains(new Timer(work, point("a"), due, "payload", version));
    assertThat(timers.get(listable("a"), soon())).isEmpty();
  }

  @Test
  void aTimerFiresWhenItIsDueAndNotBefore() {
    Timers timers = store().timers();
    Instant due = time.now().plus(MINUTE);
    applied(timers.put(work, point("a"), due, "payload", soon()));

    time.advance(MINUTE.minus(MILLI));
    assertThat(timers.claimDue(work, 10, LEASE, soon())).isEmpty();
    time.advance(MILLI);

    Claimed claimed = claimOne(timers);
    assertThat(claimed.key()).isEqualTo(point("a"));
    assertThat(claimed.due()).isEqualTo(due);
    assertThat(claimed.payload()).isEqualTo("payload");
    assertThat(claimed.timerClass()).isEqualTo(work);
  }

  @Test
  void aTimerOfThePastFiresAtOnceAndKeepsItsHour() {
    Timers timers = store().timers();
    Instant due = time.now().minus(Duration.ofDays(3));
    applied(timers.put(work, point("a"), due, "payload", soon()));

    assertThat(claimOne(timers).due()).isEqualTo(due);
  }

  @Test
  void aTimerOfAnotherClassIsNotTouched() {
    Timers timers = store().timers();
    applied(timers.put(work + "2", point("other"), time.now(), "other", soon()));
    applied(timers.put(work, point("a"), time.now(), "mine", soon()));

    assertThat(claimOne(timers).payload()).isEqualTo("mine");
    assertThat(timers.claimDue(work, 10, LEASE, soon())).isEmpty();
    applied(timers.put(work, point("other"), time.now(), "moved", soon()));
    assertThat(claimOne(timers).payload()).isEqualTo("moved");
    assertThat(timers.claimDue(work + "2", 10, LEASE, soon())).isEmpty();
  }

  @Test
  void aMovedTimerFiresAtItsNewHourWithItsNewPayload() {
    Timers timers = store().timers();
    Version one = applied(timers.put(work, point("a"), time.now(), "old", soon()));
    Instant later = time.now().plus(MINUTE);
    Version two = applied(timers.put(work, point("a"), later, "new", soon()));

    assertThat(two).isGreaterThan(one);
    assertThat(timers.claimDue(work, 10, LEASE, soon())).isEmpty();
    time.advance(MINUTE);
    assertThat(claimOne(timers).payload()).isEqualTo("new");
  }

  @Test
  void aRemovedTimerNeverFires() {
    Timers timers = store().timers();
    Version put = applied(timers.put(work, point("a"), time.now(), "x", soon()));

    assertThat(applied(timers.remove(point("a"), soon()))).isGreaterThan(put);

    assertThat(timers.get(point("a"), soon())).isEmpty();
    assertThat(timers.claimDue(work, 10, LEASE, soon())).isEmpty();
    assertThat(refused(timers.remove(point("a"), soon()))).isEqualTo(new Entries.Absent());
    assertThat(refused(timers.remove(point("never"), soon()))).isEqualTo(new Entries.Absent());
    assertThat(applied(timers.put(work, point("a"), time.now(), "again", soon())))
        .isGreaterThan(put);
    assertThat(claimOne(timers).payload()).isEqualTo("again");
  }

  @Test
  void aClaimedTimerIsNobodyElsesUntilTheLeaseEnds() {
    Timers timers = store().timers();
    Timers there = store().timers();
    Instant due = time.now();
    applied(timers.put(work, point("a"), due, "x", soon()));
    Claimed first = claimOne(timers);

    time.advance(LEASE.plus(capabilities().maxClockSkew()).minus(MILLI));
    assertThat(timers.claimDue(work, 10, LEASE, soon())).isEmpty();
    assertThat(there.claimDue(work, 10, LEASE, soon())).isEmpty();
    time.advance(MILLI);
    Claimed second = claimOne(there, timers);

    assertThat(second.due()).isEqualTo(due);
    assertThat(second.owner()).isNotEqualTo(first.owner());
    assertThat(second.version()).isGreaterThan(first.version());
    assertThat(refused(timers.complete(first, soon()))).isEqualTo(new Entries.Absent());
    assertThat(refused(timers.reschedule(first, due, "late", soon())))
        .isEqualTo(new Entries.Absent());
    applied(there.complete(second, soon()));
  }

  @Test
  void aCompletedTimerIsGone() {
    Timers timers = store().timers();
    applied(timers.put(work, point("a"), time.now(), "x", soon()));
    Claimed claimed = claimOne(timers);

    assertThat(applied(timers.complete(claimed, soon()))).isEqualTo(new Entries.Absent());

    assertThat(timers.get(point("a"), soon())).isEmpty();
    time.advance(LEASE.multipliedBy(10));
    assertThat(timers.claimDue(work, 10, LEASE, soon())).isEmpty();
    assertThat(refused(timers.complete(claimed, soon()))).isEqualTo(new Entries.Absent());
  }

  @Test
  void aTimerSetAnewByItsClaimantFiresAgain() {
    Timers timers = store().timers();
    applied(timers.put(work, point("a"), time.now(), "turn 1", soon()));
    Claimed claimed = claimOne(timers);
    Instant next = time.now().plus(MINUTE);

    Version version = applied(timers.reschedule(claimed, next, "turn 2", soon()));

    assertThat(timers.get(point("a"), soon()))
        .contains(new Timer(work, point("a"), next, "turn 2", version));
    assertThat(refused(timers.complete(claimed, soon()))).isEqualTo(new Entries.Absent());
    time.advance(MINUTE);
    Claimed second = claimOne(timers);
    assertThat(second.payload()).isEqualTo("turn 2");
    assertThat(second.due()).isEqualTo(next);
  }

  @Test
  void whatHappensToATimerWhileItIsClaimedEndsTheClaim() {
    Timers timers = store().timers();
    for (String id : List.of("moved", "removed")) {
      applied(timers.put(work, point(id), time.now(), id, soon()));
    }
    Map<StateKey, Claimed> claimed = claimAll(2, timers);
    assertThat(timers.get(point("moved"), soon()).orElseThrow().due())
        .as("a claimed timer shows when it was due")
        .isEqualTo(time.now());
    applied(timers.put(work, point("moved"), time.now().plus(MINUTE), "new", soon()));
    applied(timers.remove(point("removed"), soon()));

    for (Claimed old : claimed.values()) {
      assertThat(refused(timers.complete(old, soon()))).isEqualTo(new Entries.Absent());
      assertThat(refused(timers.reschedule(old, time.now(), "x", soon())))
          .isEqualTo(new Entries.Absent());
    }
    time.advance(MINUTE);
    assertThat(claimOne(timers).payload()).isEqualTo("new");
  }

  @Test
  void ofTwoWhoClaimOneWins() {
    List<Timers> replicas = List.of(store().timers(), store().timers());
    applied(replicas.getFirst().put(work, point("a"), time.now(), "x", soon()));
    List<Claimed> claimed = new ArrayList<>();
    Eventually.holds(
        "somebody claims it",
        () -> {
          Together.run(8, i -> replicas.get(i % 2).claimDue(work, 5, LEASE, soon()))
              .forEach(claimed::addAll);
          return !claimed.isEmpty();
        });

    assertThat(claimed).hasSize(1);
  }

  @Test
  void noMoreAreClaimedThanAskedFor() {
    Timers timers = store().timers();
    Together.run(12, i -> applied(timers.put(work, point("t" + i), time.now(), "x", soon())));

    assertThat(timers.claimDue(work, 5, LEASE, soon())).hasSizeLessThanOrEqualTo(5);
    assertThatThrownBy(() -> timers.claimDue(work, 0, LEASE, soon()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> timers.claimDue(work, 1, Duration.ZERO, soon()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> timers.put("Not A Class", point("a"), time.now(), "x", soon()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** As if an index showed them late: a poll must not begin where the last one ended. */
  @Test
  void timersThatTurnUpLateAreFoundThoughLaterOnesHaveFired() {
    Timers timers = store().timers();
    Timers there = store().timers();
    int many = 48;
    Instant due = time.now().plus(MINUTE);
    Together.run(many, i -> applied(there.put(work, point("later" + i), due, "x", soon())));
    time.advance(MINUTE);
    claimAll(many, timers);

    Together.run(
        many,
        i -> applied(there.put(work, point("earlier" + i), due.minusSeconds(1), "x", soon())));

    assertThat(claimAll(many, timers).keySet()).allMatch(key -> key.id().startsWith("earlier"));
  }

  @Test
  void noneIsLostAndNoneFiresTwiceAmongSeveralProcesses() {
    List<Timers> replicas = List.of(store().timers(), store().timers(), store().timers());
    int many = 120;
    List<StateKey> keys =
        IntStream.range(0, many)
            .mapToObj(i -> i % 2 == 0 ? point("t" + i) : listable("t" + i))
            .toList();
    Together.run(
        many,
        i ->
            applied(
                replicas
                    .get(i % 3)
                    .put(work, keys.get(i), time.now().plusMillis(i), "p" + i, soon())));
    time.advance(Duration.ofSeconds(1));

    Map<StateKey, Claimed> claimed =
        claimAll(many, replicas.get(0), replicas.get(1), replicas.get(2));

    assertThat(claimed.keySet()).containsExactlyInAnyOrderElementsOf(keys);
    for (int i = 0; i < many; i++) {
      assertThat(payload(claimed, keys.get(i))).contains("p" + i);
    }
  }

  @Test
  void timersPutWhileOthersAreClaimedAllFire() {
    List<Timers> replicas = List.of(store().timers(), store().timers());
    List<Claimed> claimed = new ArrayList<>();
    List<List<Claimed>> batches =
        Together.run(
            40,
            i ->
                i % 4 == 0
                    ? replicas.get(i % 2).claimDue(work, 7, LEASE, soon())
                    : put(replicas.get(i % 2), "t" + i));
    batches.forEach(claimed::addAll);
    Eventually.holds(
        "all have fired",
        () -> {
          replicas.forEach(timers -> claimed.addAll(timers.claimDue(work, 7, LEASE, soon())));
          return claimed.size() >= 30;
        });

    assertThat(claimed.stream().map(Claimed::key)).doesNotHaveDuplicates().hasSize(30);
  }

  @Test
  void differentNamesAreDifferentTimers() {
    Timers timers = store().timers();
    List<StateKey> keys = new ArrayList<>(AwkwardNames.keys(scope, POINT));
    keys.addAll(AwkwardNames.keys(scope, LISTABLE).subList(0, 20));
    Together.run(
        keys.size(), i -> applied(timers.put(work, keys.get(i), time.now(), "p" + i, soon())));

    Map<StateKey, Claimed> claimed = claimAll(keys.size(), timers);

    for (int i = 0; i < keys.size(); i++) {
      assertThat(payload(claimed, keys.get(i))).as(keys.get(i).toString()).contains("p" + i);
    }
  }

  @Test
  void theNextTimerIsKnown() {
    Timers timers = store().timers();
    assertThat(timers.nextDue(work, soon())).isEmpty();
    Instant soonest = time.now().plus(MINUTE);
    for (int i = 5; i >= 0; i--) {
      applied(timers.put(work, point("t" + i), soonest.plusSeconds(i), "x", soon()));
    }

    Eventually.holds(
        "the earliest is seen", () -> timers.nextDue(work, soon()).equals(Optional.of(soonest)));
    time.advance(MINUTE);
    Claimed first = claimOne(timers);
    Eventually.holds(
        "the second is seen",
        () -> timers.nextDue(work, soon()).equals(Optional.of(soonest.plusSeconds(1))));
    applied(timers.complete(first, soon()));
  }

  private List<Claimed> put(Timers timers, String id) {
    applied(timers.put(work, point(id), time.now(), id, soon()));
    return List.of();
  }

  private Claimed claimOne(Timers... replicas) {
    return claimAll(1, replicas).values().iterator().next();
  }

  /** Claims until there are {@code many}, by all replicas in turn; fails when one comes twice. */
  private Map<StateKey, Claimed> claimAll(int many, Timers... replicas) {
    Map<StateKey, Claimed> claimed = new HashMap<>();
    Eventually.holds(
        many + " timers are claimed",
        () -> {
          for (Timers timers : replicas) {
            for (Claimed one : timers.claimDue(work, 10, LEASE, soon())) {
              assertThat(claimed.put(one.key(), one)).as("claimed before").isNull();
            }
          }
          return claimed.size() >= many;
        });
    return claimed;
  }

  private static Optional<String> payload(Map<StateKey, Claimed> claimed, StateKey key) {
    return Optional.ofNullable(claimed.get(key)).map(Claimed::payload);
  }
}
