package io.acteon.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.state.Counters;
import io.acteon.state.Counters.Count;
import io.acteon.state.Entries;
import io.acteon.state.StateKey;
import io.acteon.state.Ttl;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What {@link Counters} promises for counters, held against a backend. */
public abstract class CountersContract extends StateContract {
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final Duration MILLI = Duration.ofMillis(1);

  @Test
  void everyIncrementAnswersTheSumAfterIt() {
    Counters counters = store().counters();

    assertThat(add(counters, "a", 1)).isEqualTo(1);
    assertThat(add(counters, "a", 1)).isEqualTo(2);
    assertThat(add(counters, "a", 40)).isEqualTo(42);
    assertThat(add(counters, "a", -2)).isEqualTo(40);
    assertThat(add(counters, "a", -50)).isEqualTo(-10);
    assertThat(add(counters, "a", 0)).isEqualTo(-10);
    assertThat(counters.read(counter("a"), soon())).contains(new Count(-10, Optional.empty()));
    assertThat(counters.read(counter("b"), soon())).isEmpty();
  }

  @Test
  void manyAtOnceInSeveralProcessesEachGetAValueOfTheirOwn() {
    List<Counters> replicas = List.of(store().counters(), store().counters(), store().counters());

    List<Long> values = Together.run(120, i -> add(replicas.get(i % 3), "a", 1));

    assertThat(values)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 120).boxed().toList());
    assertThat(replicas.getFirst().read(counter("a"), soon()))
        .contains(new Count(120, Optional.empty()));
  }

  @Test
  void differentStepsAtOnceAddUp() {
    List<Counters> replicas = List.of(store().counters(), store().counters());

    List<Long> values = Together.run(30, i -> add(replicas.get(i % 2), "a", i + 1L));

    assertThat(values).doesNotHaveDuplicates().contains(465L);
    assertThat(value(replicas.getLast(), "a")).isEqualTo(465);
  }

  @Test
  void theValuesThatOneCallerSeesGrow() {
    List<Counters> replicas = List.of(store().counters(), store().counters());

    List<List<Long>> values =
        Together.run(
            8,
            i -> LongStream.range(0, 10).mapToObj(_ -> add(replicas.get(i % 2), "a", 1)).toList());

    assertThat(values).allSatisfy(own -> assertThat(own).isSorted().doesNotHaveDuplicates());
    assertThat(values.stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 80).boxed().toList());
  }

  @Test
  void aWindowIsNeverProlonged() {
    Counters counters = store().counters();
    Counters there = store().counters();
    Instant end = time.now().plus(WINDOW);
    for (int i = 1; i <= 6; i++) {
      Counters replica = i % 2 == 0 ? counters : there;
      assertThat(applied(replica.increment(counter("a"), 1, Ttl.of(WINDOW), soon())))
          .isEqualTo(new Count(i, Optional.of(end)));
      time.advance(Duration.ofSeconds(9));
    }
    assertThat(counters.read(counter("a"), soon())).contains(new Count(6, Optional.of(end)));
  }

  @Test
  void aWindowEndsToTheMillisecondAndTheNextBeginsAtZero() {
    Counters counters = store().counters();
    applied(counters.increment(counter("a"), 7, Ttl.of(WINDOW), soon()));

    time.advance(WINDOW.minus(MILLI));
    assertThat(applied(counters.increment(counter("a"), 1, Ttl.of(WINDOW), soon())).value())
        .isEqualTo(8);
    time.advance(MILLI);
    assertThat(counters.read(counter("a"), soon())).isEmpty();
    assertThat(applied(counters.increment(counter("a"), 2, Ttl.of(WINDOW), soon())))
        .isEqualTo(new Count(2, Optional.of(time.now().plus(WINDOW))));
  }

  @Test
  void manyWhoMeetAnEndedWindowShareTheNext() {
    List<Counters> replicas = List.of(store().counters(), store().counters());
    applied(replicas.getFirst().increment(counter("a"), 7, Ttl.of(WINDOW), soon()));
    time.advance(WINDOW);
    Instant end = time.now().plus(WINDOW);

    List<Count> counts =
        Together.run(
            24,
            i -> applied(replicas.get(i % 2).increment(counter("a"), 1, Ttl.of(WINDOW), soon())));

    assertThat(counts.stream().map(Count::value))
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 24).boxed().toList());
    assertThat(counts).allSatisfy(count -> assertThat(count.expiresAt()).contains(end));
  }

  @Test
  void aCounterWithoutEndGetsNoneLater() {
    Counters counters = store().counters();
    add(counters, "a", 1);

    assertThat(applied(counters.increment(counter("a"), 1, Ttl.of(WINDOW), soon())))
        .isEqualTo(new Count(2, Optional.empty()));
    time.advance(Duration.ofDays(400));
    assertThat(value(counters, "a")).isEqualTo(2);
  }

  @Test
  void aCounterThatBeganAnewHasTheTimeToLiveOfItsNewLife() {
    Counters counters = store().counters();
    applied(counters.increment(counter("a"), 1, Ttl.of(WINDOW), soon()));
    time.advance(WINDOW);

    assertThat(add(counters, "a", 5)).isEqualTo(5);
    time.advance(Duration.ofDays(400));
    assertThat(counters.read(counter("a"), soon())).contains(new Count(5, Optional.empty()));
  }

  @Test
  void aDeletedCounterBeginsAtZeroWithAnExpiryOfItsOwn() {
    Counters counters = store().counters();
    Counters there = store().counters();
    applied(counters.increment(counter("a"), 7, Ttl.of(WINDOW), soon()));
    time.advance(MILLI);

    assertThat(applied(there.delete(counter("a"), soon()))).isEqualTo(new Entries.Absent());

    assertThat(counters.read(counter("a"), soon())).isEmpty();
    assertThat(applied(counters.increment(counter("a"), 1, Ttl.of(WINDOW), soon())))
        .isEqualTo(new Count(1, Optional.of(time.now().plus(WINDOW))));
  }

  @Test
  void onlyACounterThatIsThereCanBeDeleted() {
    Counters counters = store().counters();
    assertThat(refused(counters.delete(counter("a"), soon()))).isEqualTo(new Entries.Absent());
    applied(counters.increment(counter("a"), 7, Ttl.of(WINDOW), soon()));
    time.advance(WINDOW);
    assertThat(refused(counters.delete(counter("a"), soon()))).isEqualTo(new Entries.Absent());
    add(counters, "b", 1);

    List<Answer<Entries.Absent, Entries.Absent>> answers =
        Together.run(8, _ -> counters.delete(counter("b"), soon()));

    assertThat(answers).filteredOn(Answer.Applied.class::isInstance).hasSize(1);
    assertThat(answers).filteredOn(Answer.Refused.class::isInstance).hasSize(7);
  }

  @Test
  void differentNamesAreDifferentCounters() {
    Counters counters = store().counters();
    List<StateKey> keys = AwkwardNames.keys(scope, COUNTER);

    Together.run(
        keys.size(), i -> applied(counters.increment(keys.get(i), i + 1L, Ttl.NEVER, soon())));

    for (int i = 0; i < keys.size(); i++) {
      assertThat(counters.read(keys.get(i), soon()).orElseThrow().value())
          .as(keys.get(i).toString())
          .isEqualTo(i + 1L);
    }
  }

  @Test
  void whatIsNoCounterIsRefused() {
    Counters counters = store().counters();

    assertThatThrownBy(() -> counters.increment(point("a"), 1, Ttl.NEVER, soon()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> counters.increment(counter("a"), 1, Ttl.KEEP, soon()))
        .isInstanceOf(IllegalArgumentException.class);
    for (String bad : AwkwardNames.unpairedSurrogates()) {
      assertThatThrownBy(() -> counters.increment(counter(bad), 1, Ttl.NEVER, soon()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aCounterStaysWithinItsBounds() {
    Counters counters = store().counters();
    assertThat(add(counters, "a", Counters.MOST)).isEqualTo(Counters.MOST);
    assertThat(add(counters, "b", -Counters.MOST)).isEqualTo(-Counters.MOST);

    assertThatThrownBy(() -> add(counters, "a", 1L << 40))
        .isInstanceOf(StoreException.Rejected.class)
        .hasMessageContaining("2^62");
    assertThatThrownBy(() -> add(counters, "b", -(1L << 40)))
        .isInstanceOf(StoreException.Rejected.class);
    for (long step : new long[] {Counters.MOST + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> add(counters, "c", step))
          .isInstanceOf(IllegalArgumentException.class);
    }

    assertThat(value(counters, "a")).isEqualTo(Counters.MOST);
    assertThat(value(counters, "b")).isEqualTo(-Counters.MOST);
    assertThat(add(counters, "a", -Counters.MOST)).isZero();
    assertThat(add(counters, "b", Counters.MOST)).isZero();
  }

  @Test
  void largeStepsAtOnceAreCountedOrRejected() {
    Counters counters = store().counters();
    long step = 1L << 60;

    List<Boolean> counted =
        Together.run(
            20,
            _ -> {
              try {
                return add(counters, "a", step) > 0;
              } catch (StoreException.Rejected _) {
                return false;
              }
            });

    assertThat(counted).filteredOn(done -> done).hasSize(4);
    assertThat(value(counters, "a")).isEqualTo(4 * step);
  }

  private long add(Counters counters, String id, long delta) {
    return applied(counters.increment(counter(id), delta, Ttl.NEVER, soon())).value();
  }

  private long value(Counters counters, String id) {
    return counters.read(counter(id), soon()).orElseThrow().value();
  }
}
