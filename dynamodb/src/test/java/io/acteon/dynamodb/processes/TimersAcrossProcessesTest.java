package io.acteon.dynamodb.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.model.Scope;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.Timers;
import io.acteon.store.Answer;
import io.acteon.testkit.time.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Two processes work off the timers that a third has set, their requests disturbed; one is killed
 * while it has claimed some. The other waits until the dead one's share of the polling falls to it,
 * which takes 15 s.
 */
class TimersAcrossProcessesTest {
  private static final int TIMERS = 150;
  private static final int BEFORE_DEATH = 30;
  private static final double DISTURBED = 0.15;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Setup setup = Setup.calm("timers");

  @Test
  void everyTimerFiresAndIsCompletedOnceThoughAWorkerDies() throws Exception {
    try (DisturbedStore calm = new DisturbedStore(setup);
        Child victim = start(0, BEFORE_DEATH);
        Child survivor = start(1, Integer.MAX_VALUE)) {
      setTimers(calm);
      victim.await("ready");
      survivor.await("ready");
      victim.tell("go");
      victim.await("completed");
      survivor.tell("go");
      victim.await("stuck");
      victim.kill();

      Eventually.holds(
          "all timers completed (seed " + setup.seed() + ")",
          PATIENCE,
          () -> victim.all("completed").size() + survivor.all("completed").size() >= TIMERS);
      survivor.finish();

      assertThat(ids("completed", victim, survivor))
          .as("completed, seed %d", setup.seed())
          .containsExactlyInAnyOrderElementsOf(names().toList());
      assertThat(ids("unknown", victim, survivor)).as("seed %d", setup.seed()).isEmpty();
      assertOrphansWereClaimedAgain(victim, survivor);
      assertThat(
              names().filter(id -> calm.state().timers().get(key(id), calm.patient()).isPresent()))
          .as("left over, seed %d", setup.seed())
          .isEmpty();
    }
  }

  private void assertOrphansWereClaimedAgain(Child victim, Child survivor) {
    Map<String, Long> first = claims(victim);
    first.keySet().removeAll(ids("completed", victim));
    assertThat(first).as("claimed by the dead one, seed %d", setup.seed()).isNotEmpty();
    Map<String, Long> second = claims(survivor);
    first.forEach((id, version) ->
        assertThat(second.get(id)).as("%s, seed %d", id, setup.seed()).isGreaterThan(version));
  }

  private void setTimers(DisturbedStore store) {
    Timers timers = store.state().timers();
    Instant due = store.time().now();
    names()
        .forEach(id ->
            assertThat(timers.put(TimerChild.CLASS, key(id), due, "p", store.patient()))
                .isInstanceOf(Answer.Applied.class));
  }

  private static Stream<String> names() {
    return IntStream.range(0, TIMERS).mapToObj(i -> "timer-" + i);
  }

  private static StateKey key(String id) {
    return new StateKey(new Scope("processes", "t"), new Kind("alarm", Kind.Shape.POINT), id);
  }

  private static List<String> ids(String word, Child... children) {
    return Stream.of(children)
        .flatMap(child -> child.all(word).stream())
        .map(words -> words.get(1))
        .toList();
  }

  /** The newest claim of each timer by its version. */
  private static Map<String, Long> claims(Child child) {
    return child.all("claimed").stream()
        .collect(
            Collectors.toMap(
                words -> words.get(1), words -> Long.valueOf(words.get(2)), Math::max));
  }

  private Child start(int number, int most) throws Exception {
    return Child.start(
        TimerChild.class, setup.child(number, DISTURBED, Duration.ZERO), Integer.toString(most));
  }
}
